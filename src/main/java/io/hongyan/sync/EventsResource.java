package io.hongyan.sync;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.glassfish.jersey.server.ChunkedOutput;
import org.jspecify.annotations.Nullable;

/// Sync as server-sent events, for those who can't open a socket.
@Path("/v1/events")
@Produces(EventsResource.EVENT_STREAM)
public final class EventsResource {

    static final String EVENT_STREAM = "text/event-stream";

    private final EventStreams streams;

    public EventsResource(EventStreams streams) {
        this.streams = streams;
    }

    /// What a client of a standard library repeats after a lost connection is newer than what it began with.
    @GET
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = String.class)))
    public ChunkedOutput<String> events(
            @Auth Caller caller,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
        return streams.open(caller, lastEventId == null ? cursor : lastEventId);
    }
}
