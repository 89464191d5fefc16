package io.hongyan.account;

import io.hongyan.account.token.Role;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person's account. Public for Jdbi only: it leaves this package as a [User].
///
/// @param passwordHash absent for an account made in bulk: nobody can log in to it with a password
public record Account(
        UserId id,
        String name,
        String displayName,
        @Nullable String passwordHash,
        Role role,
        Instant createdAt,
        @Nullable Instant disabledAt) {

    User user() {
        return new User(id, name, displayName);
    }

    boolean active() {
        return disabledAt == null;
    }

    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
