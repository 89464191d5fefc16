package io.hongyan.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.ValidationMethod;
import io.hongyan.account.token.DeviceKind;
import io.hongyan.account.token.DevicePolicy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/// Who may register, who administrates, and what a password costs.
///
/// @param adminPassword of the account `admin`, which is made at the first start; empty for none
/// @param devices on how many devices of each kind somebody may be logged in
public record AccountsConfiguration(
        @NotNull Registering registration,
        @NotNull String adminPassword,
        @NotNull @Valid Argon2 passwords,
        @NotNull Map<DeviceKind, DevicePolicy> devices) {

    public AccountsConfiguration {
        devices = Map.copyOf(devices);
    }

    /// Who may register.
    public enum Registering {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("invite")
        INVITE,
        @JsonProperty("closed")
        CLOSED
    }

    /// Argon2id's parameters, how many hashes are computed at once (0 for one a core), and how long one waits for a
    /// turn.
    public record Argon2(
            @NotNull @MinDataSize(7 * 1024 * 1024) @MaxDataSize(1024 * 1024 * 1024)
            DataSize memory,

            @Min(1) @Max(100) int iterations,
            @Min(1) @Max(16) int lanes,
            @Min(0) @Max(256) int parallel,
            @NotNull Duration patience) {}

    @ValidationMethod(message = "adminPassword must be empty, or 8 to 256 characters long")
    public boolean isAdminPasswordLongEnough() {
        int length = adminPassword.codePointCount(0, adminPassword.length());
        return length == 0 || length >= 8 && length <= 256;
    }

    Passwords passwords(Environment environment) {
        int parallel = passwords.parallel() == 0 ? Runtime.getRuntime().availableProcessors() : passwords.parallel();
        ExecutorService threads = environment
                .lifecycle()
                .executorService("password-%d")
                .minThreads(parallel)
                .maxThreads(parallel)
                .build();
        return new Passwords(
                (int) passwords.memory().toKibibytes(),
                passwords.iterations(),
                passwords.lanes(),
                parallel,
                threads,
                passwords.patience().toJavaDuration());
    }

    @Override
    public String toString() {
        return "AccountsConfiguration[" + registration + "]";
    }
}
