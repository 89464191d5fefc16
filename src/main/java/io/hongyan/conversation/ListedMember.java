package io.hongyan.conversation;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A member as the list of members shows them: what they are called there, if not by their own name, and until when
/// they may say nothing, if that isn't over.
public record ListedMember(
        UserId userId,
        Role role,
        long joinedSeq,
        @Nullable String nickname,
        @Nullable Instant mutedUntil) {

    /// A member of whom nothing else is known.
    static ListedMember of(UserId user, Role role, long joinedSeq) {
        return new ListedMember(user, role, joinedSeq, null, null);
    }

    ListedMember with(Role other) {
        return new ListedMember(userId, other, joinedSeq, nickname, mutedUntil);
    }
}
