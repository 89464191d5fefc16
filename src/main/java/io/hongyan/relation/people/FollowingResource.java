package io.hongyan.relation.people;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.UserId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Whom the caller follows.
@Path("/v1/following/{user}")
@Produces(APPLICATION_JSON)
public final class FollowingResource {

    private final Follows follows;

    public FollowingResource(Follows follows) {
        this.follows = follows;
    }

    @PUT
    public void follow(@Auth Caller caller, @PathParam("user") UserId user) {
        follows.follow(caller.user(), user);
    }

    @DELETE
    public void unfollow(@Auth Caller caller, @PathParam("user") UserId user) {
        follows.unfollow(caller.user(), user);
    }
}
