package io.hongyan.account;

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
import jakarta.ws.rs.core.MediaType;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/// The people one can write to.
@Path("/v1/users")
@Produces(MediaType.APPLICATION_JSON)
public final class UserResource {

    private final Accounts accounts;

    UserResource(Accounts accounts) {
        this.accounts = accounts;
    }

    /// Those whose name or display name starts with `q`; everybody, by name, without it.
    @GET
    public Page<User> search(
            @Auth Caller caller,
            @QueryParam("q") @DefaultValue("") @CodePointLength(max = 64) String query,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return accounts.search(query, limit, cursor);
    }

    @GET
    @Path("/{id}")
    public User user(@Auth Caller caller, @PathParam("id") UserId id) {
        return accounts.user(id);
    }
}
