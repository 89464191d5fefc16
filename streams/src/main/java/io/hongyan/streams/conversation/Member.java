package io.hongyan.streams.conversation;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// A member of a conversation; `joinedSeq` is the seq of the entry that brought them in.
record Member(Role role, long joinedSeq) {

    /// Whoever was `before`, after `change` in the entry `seq`; null is who isn't a member.
    static @Nullable Member after(@Nullable Member before, MembershipChange change, long seq) {
        return switch (change) {
            case MembershipChange.Joined joined -> new Member(joined.role(), seq);
            case MembershipChange.Promoted promoted ->
                new Member(
                        promoted.role(),
                        requireNonNull(before, "only a member's role changes").joinedSeq());
            case MembershipChange.Gone _ -> null;
        };
    }
}
