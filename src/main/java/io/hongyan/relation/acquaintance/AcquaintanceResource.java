package io.hongyan.relation.acquaintance;

import io.dropwizard.auth.Auth;
import io.hongyan.account.User;
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

/// What somebody is to the caller.
@Path("/v1/users/{user}/relation")
@Produces(APPLICATION_JSON)
public final class AcquaintanceResource {

    private final Acquaintances acquaintances;

    public AcquaintanceResource(Acquaintances acquaintances) {
        this.acquaintances = acquaintances;
    }

    @GET
    public Acquaintance find(@Auth Caller caller, @PathParam("user") UserId user) {
        return acquaintances.find(caller.user(), user);
    }

    @GET
    @Path("common")
    public Page<User> common(
            @Auth Caller caller,
            @PathParam("user") UserId user,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return acquaintances.common(caller.user(), user, limit, cursor);
    }
}
