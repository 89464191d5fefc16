package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import java.util.List;
import java.util.stream.Stream;

/// A session being changed: each step changes what it is about, [#done] gives the result.
///
/// Used within one call by one thread.
final class SessionChange {

    private final Session before;
    private Role role;
    private long headSeq;
    private long headOrdinal;
    private long messageSeq;
    private long at;
    private long readSeq;
    private long readOrdinal;
    private Intervals excluded;
    private List<Long> mentions;
    private List<Long> mentionOrdinals;
    private boolean muted;
    private boolean pinned;
    private boolean hidden;
    private boolean markedUnread;

    SessionChange(Session before) {
        this.before = before;
        this.role = before.role();
        this.headSeq = before.headSeq();
        this.headOrdinal = before.headOrdinal();
        this.messageSeq = before.messageSeq();
        this.at = before.at();
        this.readSeq = before.readSeq();
        this.readOrdinal = before.readOrdinal();
        this.excluded = before.excluded();
        this.mentions = before.mentions();
        this.mentionOrdinals = before.mentionOrdinals();
        this.muted = before.muted();
        this.pinned = before.pinned();
        this.hidden = before.hidden();
        this.markedUnread = before.markedUnread();
    }

    SessionChange head(Delivery delivery) {
        return head(delivery.seq(), delivery.ordinal());
    }

    SessionChange head(long seq, long ordinal) {
        headSeq = seq;
        headOrdinal = ordinal;
        return this;
    }

    SessionChange at(long at) {
        this.at = at;
        return this;
    }

    SessionChange role(Role role) {
        this.role = role;
        return this;
    }

    /// A countable message shows the conversation again where it was hidden.
    SessionChange message(Delivery delivery) {
        messageSeq = delivery.seq();
        at = delivery.at();
        hidden = false;
        return this;
    }

    /// An own message never counts. A read mark may have overtaken it. Beyond the bound the read mark moves past the
    /// oldest own messages, and mentions up to there are read with it.
    SessionChange exclude(long ordinal) {
        if (ordinal > readOrdinal) {
            excluded = excluded.with(ordinal);
        }
        if (excluded.size() > Session.MAX_EXCLUDED) {
            readOrdinal = excluded.endOfFirst();
            excluded = excluded.above(readOrdinal);
            forgetMentions(upTo(mentionOrdinals, readOrdinal));
        }
        return this;
    }

    /// Beyond the bound the oldest is forgotten.
    SessionChange mention(Delivery delivery) {
        if (delivery.seq() > readSeq) {
            forgetMentions(Math.max(0, mentions.size() - Session.MAX_MENTIONS + 1));
            mentions = with(mentions, delivery.seq());
            mentionOrdinals = with(mentionOrdinals, delivery.ordinal());
        }
        return this;
    }

    /// Reading only moves forward, and always takes the mark of being unread away.
    SessionChange read(long seq, long ordinal) {
        markedUnread = false;
        readSeq = Math.max(readSeq, seq);
        readOrdinal = Math.max(readOrdinal, ordinal);
        excluded = excluded.above(readOrdinal);
        forgetMentions(upTo(mentions, readSeq));
        return this;
    }

    private void forgetMentions(int oldest) {
        if (oldest == 0) {
            return;
        }
        mentions = mentions.subList(oldest, mentions.size());
        mentionOrdinals = mentionOrdinals.subList(oldest, mentionOrdinals.size());
    }

    /// How many of `ascending` are at or below `bound`.
    private static int upTo(List<Long> ascending, long bound) {
        int count = 0;
        while (count < ascending.size() && ascending.get(count) <= bound) {
            count++;
        }
        return count;
    }

    private static List<Long> with(List<Long> numbers, long last) {
        return Stream.concat(numbers.stream(), Stream.of(last)).toList();
    }

    /// What counts as unread is shown, so that the list adds up to the total.
    SessionChange markedUnread() {
        markedUnread = true;
        hidden = false;
        return this;
    }

    /// Hiding reads up to the head.
    SessionChange settings(Mark.Settings settings) {
        muted = settings.muted() == null ? muted : settings.muted();
        pinned = settings.pinned() == null ? pinned : settings.pinned();
        hidden = settings.hidden() == null ? hidden : settings.hidden();
        return Boolean.TRUE.equals(settings.hidden()) ? read(headSeq, headOrdinal) : this;
    }

    /// The session after the change; the one before it where they are equal.
    Session done() {
        Session after = new Session(
                role,
                before.joinedSeq(),
                headSeq,
                headOrdinal,
                messageSeq,
                at,
                readSeq,
                readOrdinal,
                excluded,
                mentions,
                mentionOrdinals,
                muted,
                pinned,
                hidden,
                markedUnread,
                before.left());
        return after.equals(before) ? before : after;
    }
}
