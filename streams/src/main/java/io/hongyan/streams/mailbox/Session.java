package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static io.hongyan.streams.mailbox.Delivery.Effect.JOINED;
import static io.hongyan.streams.mailbox.Delivery.Effect.SWITCHED;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

/// One conversation as one user has it: where it stands, how far they read, and so how much is unread.
///
/// In read mode it stands where the last delivery to this user left it, and [#seen] shows it with the head that all
/// share. `generation` is that of the [fan-out][FanoutState], and says the mode.
///
/// Ordinals make unread a subtraction: `(head − read) − |excluded in (read, head]|`. Excluded are the user's own
/// messages and recalled ones. `messageSeq` is the seq of the last countable message since joining, 0 for none; `at` is
/// its time,
/// or that of joining or leaving. `mentions` are the seqs of the unread mentions, `mentionOrdinals` their ordinals.
/// `hiddenSeq` is the head that it was hidden at, 0 where it never was. Immutable; a change that changes nothing gives
/// the same object.
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
        boolean left,
        long generation,
        long hiddenSeq) {

    /// Beyond this many intervals of own messages the read mark moves past the oldest.
    public static final int MAX_EXCLUDED = 1_000;

    /// Beyond this many unread mentions the oldest is dropped; clients show 99+.
    public static final int MAX_MENTIONS = 100;

    /// A session without intervals and mentions takes fewer bytes than this.
    private static final int BYTES = 128;

    /// A number takes at most this many bytes.
    private static final int LONG_BYTES = 10;

    /// What a user has of a conversation they never were in.
    static final Session NONE = new Session(
            Role.MEMBER,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            Intervals.NONE,
            List.of(),
            List.of(),
            false,
            false,
            false,
            false,
            true,
            0,
            0);

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

    /// How the conversation is fanned out, as far as this mailbox knows.
    public FanoutMode fanout() {
        return FanoutState.mode(generation);
    }

    /// Whether this conversation is in read mode, so that whoever shows it adds the head that all share.
    public boolean inReadMode() {
        return fanout() == FanoutMode.READ && !left;
    }

    /// This session as it is shown: as if everything that `shared` tells had been delivered. Nothing is added to a
    /// session in write mode, nor by a head of an earlier generation.
    public Session seen(@Nullable SharedHead shared) {
        return inReadMode() && shared != null && shared.generation() >= generation
                ? change().catchUp(shared).done()
                : this;
    }

    /// The same for `user`, whose own messages the head may have before their mailbox does.
    public Session seen(@Nullable SharedHead shared, UserId user) {
        return seen(shared == null ? null : shared.readBy(user));
    }

    /// How many messages this user hasn't read, whether muted or not.
    public long unread() {
        long unread = Math.max(0, headOrdinal - readOrdinal - excluded.countIn(readOrdinal, headOrdinal));
        return markedUnread ? Math.max(1, unread) : unread;
    }

    /// Whether the last entry is a message of somebody else's that this user hasn't read.
    public boolean endsUnread() {
        return !left && messageSeq == headSeq && headSeq > readSeq && !excluded.contains(headOrdinal);
    }

    /// What this conversation adds to the total unread.
    public long countedUnread() {
        return muted ? 0 : unread();
    }

    /// What this conversation adds to the total of mentions.
    public long countedMentions() {
        return muted ? 0 : mentions.size();
    }

    /// What this conversation adds to the stored total, where those in read mode aren't counted.
    long storedUnread() {
        return inReadMode() ? 0 : countedUnread();
    }

    /// The same for mentions.
    long storedMentions() {
        return inReadMode() ? 0 : countedMentions();
    }

    /// This session after a delivery to `user`. One that was seen before, or comes after leaving, changes
    /// nothing.
    Session apply(Delivery delivery, UserId user) {
        if (left && delivery.effect() != JOINED) {
            return this;
        }
        if (delivery.effect() == SWITCHED) {
            return switched(delivery);
        }
        if (delivery.seq() <= headSeq) {
            return this;
        }
        return switch (delivery.effect()) {
            case MESSAGE -> message(delivery, user);
            case NOTICE -> change().head(delivery).done();
            case JOINED -> joined(delivery);
            case LEFT -> left(delivery);
            case ROLE -> change().head(delivery).role(role(delivery)).done();
            case RECALL -> change().head(delivery).recall(target(delivery)).done();
            case SWITCHED -> throw new IllegalStateException("applied above");
        };
    }

    /// What was seen by way of the shared head is this session's own from here on. A switch has no seq: the generation
    /// tells whether it is known.
    private Session switched(Delivery delivery) {
        FanoutState state = requireNonNull(delivery.fanout(), "fanout is null");
        return state.generation() <= generation
                ? this
                : seen(state.shared()).change().head(delivery).fanout(state).done();
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
        FanoutState state = requireNonNullElse(delivery.fanout(), FanoutState.WRITE);
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
                false,
                state.generation(),
                0);
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

    private static Delivery.Target target(Delivery delivery) {
        return requireNonNull(delivery.target(), "target is null");
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
        return BYTES + excluded.packed().length + LONG_BYTES * (mentions.size() + mentionOrdinals.size());
    }

    private SessionChange change() {
        return new SessionChange(this);
    }
}
