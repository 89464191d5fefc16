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

    /// Whatever the limit, a page isn't larger than what a client and we would rather not hold in memory.
    private static final long MAX_BYTES = 4 << 20;

    private final SyncService sync;
    private final Slots slots;

    public SyncResource(SyncService sync, Slots slots) {
        this.sync = sync;
        this.slots = slots;
    }

    @GET
    public SyncAnswer sync(
            @Auth Caller caller,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("500") @Min(1) @Max(1000) int limit,
            @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(60) int wait) {
        PageSize size = new PageSize(limit, MAX_BYTES);
        if (wait == 0) {
            return sync.sync(caller.user(), cursor, size, Duration.ZERO);
        }
        slots.take(caller.user());
        try {
            return sync.sync(caller.user(), cursor, size, Duration.ofSeconds(wait));
        } finally {
            slots.release(caller.user());
        }
    }
}
