package io.hongyan.feed.timeline;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.feed.post.Post;
import io.hongyan.infra.Page;
import io.hongyan.streams.id.PostId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// The caller's home timeline, and how much of it is new.
@Path("/v1/feed")
@Produces(APPLICATION_JSON)
public final class FeedResource {

    private final Home home;

    public FeedResource(Home home) {
        this.home = home;
    }

    /// Up to which post the caller has seen their home timeline.
    public record SeenRequest(@NotNull PostId postId) {}

    @GET
    public Page<Post> page(
            @Auth Caller caller,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return home.page(caller.user(), limit, cursor);
    }

    @GET
    @Path("unread")
    public Unread unread(@Auth Caller caller) {
        return home.unread(caller.user());
    }

    @PUT
    @Path("read")
    @Consumes(APPLICATION_JSON)
    public Unread markSeen(@Auth Caller caller, @NotNull @Valid SeenRequest request) {
        return home.markSeen(caller.user(), request.postId());
    }
}
