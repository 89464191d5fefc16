package io.hongyan.feed.post;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.PostId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// One post.
@Path("/v1/posts/{post}")
@Produces(APPLICATION_JSON)
public final class PostResource {

    private final Posts posts;

    public PostResource(Posts posts) {
        this.posts = posts;
    }

    @GET
    public Post find(@Auth Caller caller, @PathParam("post") PostId post) {
        return posts.find(caller.user(), post);
    }

    @DELETE
    public void delete(@Auth Caller caller, @PathParam("post") PostId post) {
        posts.delete(caller.user(), post);
    }
}
