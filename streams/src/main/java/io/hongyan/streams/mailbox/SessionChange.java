package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.fanout.SharedHead;
import java.util.ArrayList;
import java.util.List;

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
    private long generation;
    private long hiddenSeq;

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
        this.generation = before.generation();
        this.hiddenSeq = before.hiddenSeq();
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

    SessionChange fanout(FanoutState state) {
        generation = state.generation();
        return this;
    }

    SessionChange message(Delivery delivery) {
        return message(delivery.seq(), delivery.at());
    }

    /// A countable message shows the conversation again where it was hidden.
    private SessionChange message(long seq, long at) {
        messageSeq = seq;
        this.at = at;
        hidden = hidden && seq <= hiddenSeq;
        return this;
    }

    /// Takes in what all readers share, as if it had been delivered.
    SessionChange catchUp(SharedHead shared) {
        headSeq = Math.max(headSeq, shared.seq());
        headOrdinal = Math.max(headOrdinal, shared.ordinal());
        if (shared.messageSeq() > Math.max(messageSeq, before.joinedSeq())) {
            message(shared.messageSeq(), shared.messageAt());
        }
        shared.everybody().forEach(mention -> {
            if (mention.seq() > readSeq && mention.ordinal() > readOrdinal) {
                mention(mention.seq(), mention.ordinal());
            }
        });
        excluded = excluded.with(shared.recalled().above(readOrdinal));
        forgetExcludedMentions();
        return bounded();
    }

    /// A recalled message doesn't count any more, nor does it mention anybody.
    SessionChange recall(Delivery.Target target) {
        exclude(target.ordinal());
        forgetExcludedMentions();
        return this;
    }

    /// Own and recalled messages mention nobody.
    private void forgetExcludedMentions() {
        Intervals gone = excluded;
        for (int i = mentions.size() - 1; i >= 0; i--) {
            if (gone.contains(mentionOrdinals.get(i))) {
                mentions = without(mentions, i);
                mentionOrdinals = without(mentionOrdinals, i);
            }
        }
    }

    /// An own message never counts. A read mark may have overtaken it. Beyond the bound the read mark moves past the
    /// oldest own messages, and mentions up to there are read with it.
    SessionChange exclude(long ordinal) {
        if (ordinal > readOrdinal) {
            excluded = excluded.with(ordinal);
        }
        return bounded();
    }

    private SessionChange bounded() {
        while (excluded.size() > Session.MAX_EXCLUDED) {
            readOrdinal = excluded.endOfFirst();
            excluded = excluded.above(readOrdinal);
            forgetMentions(upTo(mentionOrdinals, readOrdinal));
        }
        return this;
    }

    /// Beyond the bound the oldest is forgotten.
    SessionChange mention(Delivery delivery) {
        if (delivery.seq() > readSeq) {
            mention(delivery.seq(), delivery.ordinal());
        }
        return this;
    }

    void mention(long seq, long ordinal) {
        if (mentions.contains(seq)) {
            return;
        }
        int place = upTo(mentions, seq);
        mentions = with(mentions, place, seq);
        mentionOrdinals = with(mentionOrdinals, place, ordinal);
        forgetMentions(Math.max(0, mentions.size() - Session.MAX_MENTIONS));
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

    private static List<Long> with(List<Long> numbers, int place, long number) {
        List<Long> more = new ArrayList<>(numbers);
        more.add(place, number);
        return more;
    }

    private static List<Long> without(List<Long> numbers, int place) {
        List<Long> fewer = new ArrayList<>(numbers);
        fewer.remove(place);
        return fewer;
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
        if (!Boolean.TRUE.equals(settings.hidden())) {
            return this;
        }
        hiddenSeq = Math.max(headSeq, settings.headSeq());
        return read(hiddenSeq, Math.max(headOrdinal, settings.headOrdinal()));
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
                before.left(),
                generation,
                hiddenSeq);
        return after.equals(before) ? before : after;
    }
}
