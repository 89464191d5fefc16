package io.hongyan.feed.timeline;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.feed.post.Post;
import io.hongyan.infra.Page;
import io.hongyan.streams.id.UserId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// The posts of one author that the caller sees.
@Path("/v1/users/{user}/posts")
@Produces(APPLICATION_JSON)
public final class AuthorResource {

    private final Home home;

    public AuthorResource(Home home) {
        this.home = home;
    }

    @GET
    public Page<Post> page(
            @Auth Caller caller,
            @PathParam("user") UserId user,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return home.page(caller.user(), user, limit, cursor);
    }
}
