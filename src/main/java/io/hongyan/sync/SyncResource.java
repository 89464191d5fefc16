package io.hongyan.sync;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Sync over HTTP, with long polling; the socket reaches the same [SyncService].
@Path("/v1/sync")
@Produces(APPLICATION_JSON)
public final class SyncResource {

    private final SyncService sync;

    public SyncResource(SyncService sync) {
        this.sync = sync;
    }

    @GET
    public SyncAnswer sync(
            @Auth Caller caller,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("500") @Min(1) @Max(1000) int limit,
            @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(60) int wait) {
        return sync.sync(caller.user(), cursor, limit, Duration.ofSeconds(wait));
    }
}
