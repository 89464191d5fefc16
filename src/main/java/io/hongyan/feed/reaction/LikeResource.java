package io.hongyan.feed.reaction;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.PostId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Whether the caller likes a post.
@Path("/v1/posts/{post}/like")
@Produces(APPLICATION_JSON)
public final class LikeResource {

    private final Reactions reactions;

    public LikeResource(Reactions reactions) {
        this.reactions = reactions;
    }

    @PUT
    public void like(@Auth Caller caller, @PathParam("post") PostId post) {
        reactions.like(caller.user(), post);
    }

    @DELETE
    public void unlike(@Auth Caller caller, @PathParam("post") PostId post) {
        reactions.unlike(caller.user(), post);
    }
}
