package io.hongyan.gateway.push;

import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.presence.Presence;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A device that keeps what it is given.
final class FakeDevice implements Recipient {

    private final UserId user;
    private final Map<ConversationId, List<Long>> entries = new HashMap<>();
    private final Map<ConversationId, Long> heads = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Talk talk;
    private Total total = Total.EMPTY;
    private MailboxSnapshot snapshot = new MailboxSnapshot(List.of(), false, Total.EMPTY);

    FakeDevice(UserId user, Talk talk) {
        this.user = user;
        this.talk = talk;
    }

    UserId user() {
        return user;
    }

    /// The mailbox that it would sync.
    void snapshot(MailboxSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    List<Long> entries(ConversationId conversation) {
        return entries.getOrDefault(conversation, List.of());
    }

    boolean wasToldHeads() {
        return !heads.isEmpty();
    }

    /// The total it shows.
    Total total() {
        return total;
    }

    /// What it was told although it shouldn't have been, or before it should have been.
    List<String> violations() {
        return violations;
    }

    /// The entries up to `seq` that it neither was given nor can find in its snapshot or by a head.
    List<Long> missing(ConversationId conversation, long seq) {
        long known = snapshot.lines().stream()
                .filter(line -> line.conversation().equals(conversation))
                .mapToLong(line -> line.session().headSeq())
                .findAny()
                .orElse(0);
        long findable = Math.max(known, heads.getOrDefault(conversation, 0L));
        return talk.visible(user, conversation).stream()
                .filter(entry -> entry > findable && entry <= seq)
                .filter(entry -> !entries(conversation).contains(entry))
                .filter(entry -> !isBeforeSnapshot(conversation, entry))
                .toList();
    }

    /// Whether the snapshot was taken when the user was out again.
    private boolean isBeforeSnapshot(ConversationId conversation, long entry) {
        return talk.position(user, conversation, entry) <= snapshot.total().position();
    }

    @Override
    public void push(PushedEntry entry) {
        List<Long> given = entries.computeIfAbsent(entry.conversation(), _ -> new ArrayList<>());
        if (!talk.visible(user, entry.conversation()).contains(entry.seq())) {
            violations.add("was given " + entry.conversation() + "/" + entry.seq() + " without being a member");
        }
        if (!given.isEmpty() && given.getLast() >= entry.seq()) {
            violations.add("was given " + entry.conversation() + "/" + entry.seq() + " after " + given.getLast());
        }
        given.add(entry.seq());
    }

    @Override
    public void head(ConversationId conversation, long seq, long ordinal) {
        heads.merge(conversation, seq, Math::max);
    }

    @Override
    public void total(Total total) {
        if (total.position() < snapshot.total().position()) {
            violations.add("was told an older total than it has read: " + total);
        }
        this.total = total;
    }

    @Override
    public void unread(MailboxLine line, Total total) {
        // As in Newest: what is older than what was told changes nothing.
        this.total = total.position() > this.total.position() ? total : this.total;
        List<Long> missing = missing(line.conversation(), line.session().headSeq());
        if (!missing.isEmpty()) {
            violations.add("was told counts before the entries " + line.conversation() + "/" + missing);
        }
    }

    @Override
    public void read(ConversationId conversation, Map<UserId, Long> reached) {
        violations.add("nobody has read anything");
    }

    @Override
    public void delivered(ConversationId conversation, Map<UserId, Long> reached) {}

    @Override
    public void typing(ConversationId conversation, UserId user) {}

    @Override
    public void presence(Presence presence) {}

    @Override
    public void conversation(ConversationView conversation) {}

    @Override
    public void hint(String key, byte[] frame) {}
}
