package io.hongyan.account;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.account.token.Role;
import io.hongyan.infra.CredentialLimited;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The caller's own account.
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class MeResource {

    private final Profile profile;

    MeResource(Profile profile) {
        this.profile = profile;
    }

    /// The caller's account as only the caller sees it.
    public record Me(UserId id, String name, String displayName, Role role, Instant createdAt, DeviceId deviceId) {}

    /// What shall be different; absent fields stay.
    public record Change(
            @ValidDisplayName @Nullable String displayName,
            @ValidPassword @Nullable String password,
            @Nullable String currentPassword) {

        @Override
        public String toString() {
            return "Change[" + displayName + "]";
        }
    }

    @GET
    public Me me(@Auth Caller caller) {
        Account account = profile.of(caller);
        return new Me(
                account.id(),
                account.name(),
                account.displayName(),
                account.role(),
                account.createdAt(),
                caller.device());
    }

    @PATCH
    @CredentialLimited
    public Me change(@Auth Caller caller, @NotNull @Valid Change change) {
        if (change.password() != null) {
            profile.changePassword(caller, change.password(), change.currentPassword());
        }
        if (change.displayName() != null) {
            profile.rename(caller, change.displayName());
        }
        return me(caller);
    }
}
