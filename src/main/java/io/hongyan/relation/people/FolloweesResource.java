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

/// Whom somebody follows; anybody may see that.
@Path("/v1/users/{user}/following")
@Produces(APPLICATION_JSON)
public final class FolloweesResource {

    private final Follows follows;

    public FolloweesResource(Follows follows) {
        this.follows = follows;
    }

    @GET
    public Page<Listed> followed(
            @Auth Caller caller,
            @PathParam("user") UserId user,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return follows.followed(user, limit, cursor);
    }
}
