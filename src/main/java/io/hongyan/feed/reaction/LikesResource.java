package io.hongyan.feed.reaction;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.infra.Page;
import io.hongyan.streams.id.PostId;
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

/// Who likes a post.
@Path("/v1/posts/{post}/likes")
@Produces(APPLICATION_JSON)
public final class LikesResource {

    private final Reactions reactions;

    public LikesResource(Reactions reactions) {
        this.reactions = reactions;
    }

    @GET
    public Page<Liking> likes(
            @Auth Caller caller,
            @PathParam("post") PostId post,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return reactions.likes(caller.user(), post, limit, cursor);
    }
}
