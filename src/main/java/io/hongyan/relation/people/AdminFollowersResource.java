package io.hongyan.relation.people;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.AdminOnly;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Has many people follow somebody at once, for administrators only: those whom an author brings from elsewhere.
@Path("/v1/admin/users/{user}/followers")
@Produces(APPLICATION_JSON)
@AdminOnly
public final class AdminFollowersResource {

    private static final int BATCH = 1_000;

    private final Follows follows;

    public AdminFollowersResource(Follows follows) {
        this.follows = follows;
    }

    /// Who is to follow.
    public record Wish(@NotNull @Size(min = 1, max = BATCH) List<@NotNull UserId> userIds) {}

    @POST
    @Consumes(APPLICATION_JSON)
    public Follows.Brought bring(@Auth Caller caller, @PathParam("user") UserId user, @NotNull @Valid Wish wish) {
        return follows.bring(user, wish.userIds());
    }
}
