package io.hongyan.gateway.push;

import io.hongyan.mailbox.MailboxLine;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A user with at least one device connected here, or about to be. Guarded by [Subscriptions], but for
/// [#recipients()] and [#notices()], which anybody may use.
final class Subscriber {

    /// A membership that is over. Its entries were given from `fromSeq` on; `leftSeq` is the last.
    record Departed(long joinedSeq, long fromSeq, long leftSeq) {

        /// Whether this was the membership of `session`, whose head was given.
        boolean covers(Session session) {
            return joinedSeq == session.joinedSeq() && fromSeq <= session.headSeq();
        }
    }

    /// A change of the mailbox whose entries weren't given yet, and since when it waits.
    record Held(MailboxChange change, long since) {}

    private final UserId user;
    private final Lane notices;
    private final List<Recipient> recipients = new CopyOnWriteArrayList<>();
    private final Map<ConversationId, Member> members = new HashMap<>();
    private final Deque<Held> held = new ArrayDeque<>(2);
    /// Memberships that ended by an entry of which the mailbox hasn't said yet that they are out.
    private final Map<ConversationId, Departed> departed = new HashMap<>(2);
    private final SharedCounts shared;
    /// How many devices are being registered.
    int loading;
    /// The last total of the mailbox that was told; what is shared comes on top.
    Total total = Total.EMPTY;

    /// `notices` runs what is to be told of this user's conversations, in order.
    Subscriber(UserId user, Lane notices) {
        this.user = user;
        this.shared = new SharedCounts(user);
        this.notices = notices;
    }

    Lane notices() {
        return notices;
    }

    UserId user() {
        return user;
    }

    List<Recipient> recipients() {
        return recipients;
    }

    Map<ConversationId, Member> members() {
        return members;
    }

    Map<ConversationId, Departed> departed() {
        return departed;
    }

    SharedCounts shared() {
        return shared;
    }

    /// The last total that was told, as it is shown.
    Total shown() {
        return shared.on(total);
    }

    /// Tells what one conversation and all come to.
    void tellCounts(MailboxLine line) {
        Total shown = shown();
        recipients.forEach(recipient -> recipient.unread(line, shown));
    }

    /// Tells where a conversation leads, in place of the entries that lead there.
    void giveHead(MailboxLine line) {
        Session session = line.session();
        recipients.forEach(recipient -> recipient.head(line.conversation(), session.headSeq(), session.headOrdinal()));
    }

    Deque<Held> held() {
        return held;
    }
}
