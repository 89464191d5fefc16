package io.hongyan.feed.post;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.AdminOnly;
import io.hongyan.account.token.Caller;
import io.hongyan.fanout.FanoutWish;
import io.hongyan.streams.id.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// How an author's posts are fanned out, for administrators only.
@Path("/v1/admin/users/{user}/fanout")
@Produces(APPLICATION_JSON)
@AdminOnly
public final class AuthorFanoutResource {

    private final AuthorFanouts fanouts;

    public AuthorFanoutResource(AuthorFanouts fanouts) {
        this.fanouts = fanouts;
    }

    @PUT
    @Consumes(APPLICATION_JSON)
    public FanoutWish override(@Auth Caller caller, @PathParam("user") UserId user, @NotNull @Valid FanoutWish wish) {
        fanouts.override(caller.user(), user, wish);
        return wish;
    }
}
