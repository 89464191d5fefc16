package io.hongyan.conversation;

import io.hongyan.error.HongyanException;
import io.hongyan.streams.conversation.Role;
import java.time.Instant;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH …/members/{userId}`; what is null stays. An empty nickname is none, and a time that is over lets
/// a member speak again.
public record MemberRequest(
        @Nullable Role role,
        @CodePointLength(max = 64) @Nullable String nickname,
        @Nullable Instant mutedUntil) {

    /// Later than this no time can be meant.
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    /// @throws HongyanException `invalid` where nothing is asked for, or an impossible time
    void check() {
        if (isEmpty()) {
            throw HongyanException.invalid("/role", "is missing, and so are nickname and mutedUntil");
        }
        if (mutedUntil != null && (mutedUntil.isBefore(Instant.EPOCH) || mutedUntil.isAfter(LAST))) {
            throw HongyanException.invalid("/mutedUntil", "must be a time from 1970 to 9998");
        }
    }

    private boolean isEmpty() {
        return role == null && nickname == null && mutedUntil == null;
    }
}
