package io.hongyan.relation.people;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
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

/// Who follows somebody; anybody may see that.
@Path("/v1/users/{user}/followers")
@Produces(APPLICATION_JSON)
public final class FollowersResource {

    private final Follows follows;

    public FollowersResource(Follows follows) {
        this.follows = follows;
    }

    @GET
    public Page<Listed> followers(
            @Auth Caller caller,
            @PathParam("user") UserId user,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return follows.followers(user, limit, cursor);
    }
}
