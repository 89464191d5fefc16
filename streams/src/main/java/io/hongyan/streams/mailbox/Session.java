package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static io.hongyan.streams.mailbox.Delivery.Effect.JOINED;
import static java.util.Objects.requireNonNull;

/// One conversation as one user has it: where it stands, how far they read, and so how much is unread.
///
/// Ordinals make unread a subtraction: `(head − read) − |excluded in (read, head]|`. Excluded are the user's own
/// messages. `messageSeq` is the seq of the last countable message since joining, 0 for none; `at` is its time,
/// or that of joining or leaving. `mentions` are the seqs of the unread mentions, `mentionOrdinals` their ordinals.
/// Immutable; a change that changes nothing gives the same object.
public record Session(
        Role role,
        long joinedSeq,
        long headSeq,
        long headOrdinal,
        long messageSeq,
        long at,
        long readSeq,
        long readOrdinal,
        Intervals excluded,
        List<Long> mentions,
        List<Long> mentionOrdinals,
        boolean muted,
        boolean pinned,
        boolean hidden,
        boolean markedUnread,
        boolean left) {

    /// Beyond this many intervals of own messages the read mark moves past the oldest.
    static final int MAX_EXCLUDED = 1_000;

    /// Beyond this many unread mentions the oldest is dropped; clients show 99+.
    static final int MAX_MENTIONS = 100;

    /// A session without intervals and mentions takes fewer bytes than this, names included.
    private static final int BYTES = 256;

    /// A number takes at most this many bytes.
    private static final int LONG_BYTES = 11;

    /// What a user has of a conversation they never were in.
    static final Session NONE = new Session(
            Role.MEMBER, 0, 0, 0, 0, 0, 0, 0, Intervals.NONE, List.of(), List.of(), false, false, false, false, true);

    /// What is left of a conversation that was left with the entry `headSeq`.
    public static Session left(long headSeq, long headOrdinal, long at) {
        return NONE.change()
                .head(headSeq, headOrdinal)
                .at(at)
                .read(headSeq, headOrdinal)
                .done();
    }

    public Session {
        mentions = List.copyOf(mentions);
        mentionOrdinals = List.copyOf(mentionOrdinals);
    }

    /// How many messages this user hasn't read, whether muted or not.
    public long unread() {
        long unread = Math.max(0, headOrdinal - readOrdinal - excluded.countIn(readOrdinal, headOrdinal));
        return markedUnread ? Math.max(1, unread) : unread;
    }

    /// What this conversation adds to the total unread.
    public long countedUnread() {
        return muted ? 0 : unread();
    }

    /// What this conversation adds to the total of mentions.
    public long countedMentions() {
        return muted ? 0 : mentions.size();
    }

    /// This session after a delivery to `user`. One that was seen before, or comes after leaving, changes
    /// nothing.
    Session apply(Delivery delivery, UserId user) {
        if (delivery.seq() <= headSeq || (left && delivery.effect() != JOINED)) {
            return this;
        }
        return switch (delivery.effect()) {
            case MESSAGE -> message(delivery, user);
            case NOTICE -> change().head(delivery).done();
            case JOINED -> joined(delivery);
            case LEFT -> left(delivery);
            case ROLE -> change().head(delivery).role(role(delivery)).done();
        };
    }

    private Session message(Delivery delivery, UserId user) {
        SessionChange change = change().head(delivery).message(delivery);
        if (delivery.actor().equals(user)) {
            return change.exclude(delivery.ordinal()).done();
        }
        boolean mentioned = delivery.everybody() || delivery.mentioned().contains(user);
        return mentioned ? change.mention(delivery).done() : change.done();
    }

    /// Whoever joins starts clean, also after having left. A read mark may have overtaken the delivery, though.
    private Session joined(Delivery delivery) {
        return new Session(
                role(delivery),
                delivery.seq(),
                delivery.seq(),
                delivery.ordinal(),
                0,
                delivery.at(),
                Math.max(delivery.seq(), readSeq),
                Math.max(delivery.ordinal(), readOrdinal),
                Intervals.NONE,
                List.of(),
                List.of(),
                false,
                false,
                false,
                false,
                false);
    }

    /// Only the head stays, so that a late delivery is recognised, and the read mark where it is ahead of that: it
    /// may be of the time after joining again. All counts as read, so that nothing stays in the total.
    private Session left(Delivery delivery) {
        return NONE.change()
                .head(delivery)
                .at(delivery.at())
                .read(Math.max(delivery.seq(), readSeq), Math.max(delivery.ordinal(), readOrdinal))
                .done();
    }

    private static Role role(Delivery delivery) {
        return requireNonNull(delivery.role(), "role is null");
    }

    /// This session after the user's own mark; null where there is nothing to mark, because they aren't a member.
    @Nullable
    Session apply(Mark mark) {
        if (left) {
            return null;
        }
        return switch (mark) {
            case Mark.Read read -> change().read(read.seq(), read.ordinal()).done();
            case Mark.Unread _ -> change().markedUnread().done();
            case Mark.Settings settings -> change().settings(settings).done();
        };
    }

    /// About how many bytes it takes in a record, and never less.
    int estimatedBytes() {
        return BYTES + excluded.bytes() + LONG_BYTES * (mentions.size() + mentionOrdinals.size());
    }

    private SessionChange change() {
        return new SessionChange(this);
    }
}
