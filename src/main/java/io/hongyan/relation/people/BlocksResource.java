package io.hongyan.relation.people;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.infra.Page;
import io.hongyan.streams.id.UserId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Whom the caller has blocked; nobody else sees it.
@Path("/v1/blocks")
@Produces(APPLICATION_JSON)
public final class BlocksResource {

    private final Blocks blocks;

    public BlocksResource(Blocks blocks) {
        this.blocks = blocks;
    }

    @GET
    public Page<Listed> list(
            @Auth Caller caller,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return blocks.blocked(caller.user(), limit, cursor);
    }

    @PUT
    @Path("{user}")
    public void block(@Auth Caller caller, @PathParam("user") UserId user) {
        blocks.block(caller.user(), user);
    }

    @DELETE
    @Path("{user}")
    public void unblock(@Auth Caller caller, @PathParam("user") UserId user) {
        blocks.unblock(caller.user(), user);
    }
}
