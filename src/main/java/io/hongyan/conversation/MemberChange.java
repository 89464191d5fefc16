package io.hongyan.conversation;

import io.hongyan.streams.conversation.MembershipChange;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What became of a member lately.
sealed interface MemberChange {

    /// They are a member since `joinedSeq`.
    record Joined(Role role, long joinedSeq) implements MemberChange {}

    /// They have another role, having joined before.
    record Promoted(Role role) implements MemberChange {}

    /// They aren't a member any more.
    record Gone() implements MemberChange {}

    /// The change by the entry `seq`, as it is remembered.
    static MemberChange of(MembershipChange change, long seq) {
        return switch (change) {
            case MembershipChange.Joined joined -> new Joined(joined.role(), seq);
            case MembershipChange.Promoted promoted -> new Promoted(promoted.role());
            case MembershipChange.Gone _ -> new Gone();
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
}
