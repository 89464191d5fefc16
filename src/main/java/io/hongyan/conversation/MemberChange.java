package io.hongyan.conversation;

import io.hongyan.conversation.MemberRepository.StoredMember;
import io.hongyan.streams.conversation.MembershipChange;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What became of a member lately.
sealed interface MemberChange {

    /// They are a member since `joinedSeq`.
    record Joined(Role role, long joinedSeq) implements MemberChange {}

    /// They have another role since the entry `seq`, having joined before.
    record Promoted(Role role, long seq) implements MemberChange {}

    /// They aren't a member any more since the entry `seq`.
    record Gone(long seq) implements MemberChange {}

    /// The change by the entry `seq`, as it is remembered.
    static MemberChange of(MembershipChange change, long seq) {
        return switch (change) {
            case MembershipChange.Joined joined -> new Joined(joined.role(), seq);
            case MembershipChange.Promoted promoted -> new Promoted(promoted.role(), seq);
            case MembershipChange.Gone _ -> new Gone(seq);
        };
    }

    /// This change after `earlier`, as one.
    default MemberChange after(@Nullable MemberChange earlier) {
        return this instanceof Promoted promoted && earlier instanceof Joined joined
                ? new Joined(promoted.role(), joined.joinedSeq())
                : this;
    }

    /// The member after this change, who was `stored` before, or wasn't.
    default Optional<ListedMember> applyTo(UserId user, @Nullable ListedMember stored) {
        return switch (this) {
            case Joined joined -> Optional.of(ListedMember.of(user, joined.role(), joined.joinedSeq()));
            case Promoted promoted -> Optional.ofNullable(stored).map(member -> member.with(promoted.role()));
            case Gone _ -> Optional.empty();
        };
    }

    /// Whether what PostgreSQL has of the member is of this change or of a later one. A role that somebody was given,
    /// lost and was given again in a moment is taken for the second when it is the first.
    default boolean isIn(StoredMember stored) {
        return switch (this) {
            case Joined joined ->
                stored.joinedSeq() > joined.joinedSeq()
                        || (stored.joinedSeq() == joined.joinedSeq() && stored.role() == joined.role());
            case Promoted promoted ->
                stored.joinedSeq() > promoted.seq() || (!stored.hasLeft() && stored.role() == promoted.role());
            // Whoever leaves has read everything up to that.
            case Gone gone -> stored.joinedSeq() > gone.seq() || (stored.hasLeft() && stored.readSeq() >= gone.seq());
        };
    }
}
