package io.hongyan.account.device;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/// By whom a device is woken, and what it is called there.
public record PushToken(
        @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,32}") String provider,
        @NotNull @Size(min = 1, max = 4096) String token) {

    @Override
    public String toString() {
        return "PushToken[" + provider + "]";
    }
}
