package io.hongyan.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What somebody says to get an account.
///
/// @param invite needed where registration is by invitation
public record Registration(
        @ValidName String name,
        @NotNull @ValidPassword String password,
        @ValidDisplayName @Nullable String displayName,
        @Size(max = 64) @Nullable String invite) {

    @Override
    public String toString() {
        return "Registration[" + name + "]";
    }
}
