package io.hongyan.streams.conversation;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// A member of a conversation; `joinedSeq` is the seq of the entry that brought them in. They may say nothing until
/// `mutedUntil`, 0 where they may; `nickname` is what they are called there, null for their own name.
record Member(
        Role role,
        long joinedSeq,
        long mutedUntil,
        @Nullable String nickname) {

    /// Whoever was `before`, after `change` in the entry `seq`; null is who isn't a member.
    static @Nullable Member after(@Nullable Member before, MembershipChange change, long seq) {
        return switch (change) {
            case MembershipChange.Joined joined -> new Member(joined.role(), seq, 0, null);
            case MembershipChange.Promoted promoted -> {
                Member member = requireNonNull(before, "only a member's role changes");
                // Nobody is above an owner who could let them speak again.
                long mutedUntil = promoted.role() == Role.OWNER ? 0 : member.mutedUntil;
                yield new Member(promoted.role(), member.joinedSeq, mutedUntil, member.nickname);
            }
            case MembershipChange.Gone _ -> null;
        };
    }

    Member after(Event.MemberMuted muted) {
        return new Member(role, joinedSeq, muted.until(), nickname);
    }

    Member after(Event.MemberRenamed renamed) {
        return new Member(role, joinedSeq, mutedUntil, renamed.nickname().isEmpty() ? null : renamed.nickname());
    }
}
