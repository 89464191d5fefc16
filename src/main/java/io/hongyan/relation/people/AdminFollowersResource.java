package io.hongyan.relation.people;

import io.dropwizard.auth.Auth;
import io.hongyan.account.Accounts;
import io.hongyan.account.Audit;
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
import org.jdbi.v3.core.Jdbi;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Has many people follow somebody at once, for administrators only: those whom an author brings from elsewhere. Each
/// call is audited.
@Path("/v1/admin/users/{user}/followers")
@Produces(APPLICATION_JSON)
@AdminOnly
public final class AdminFollowersResource {

    private static final int BATCH = 1_000;

    private final Follows follows;
    private final Accounts accounts;
    private final Jdbi jdbi;
    private final Audit audit;

    public AdminFollowersResource(Follows follows, Accounts accounts, Jdbi jdbi, Audit audit) {
        this.follows = follows;
        this.accounts = accounts;
        this.jdbi = jdbi;
        this.audit = audit;
    }

    /// Who is to follow.
    public record Wish(@NotNull @Size(min = 1, max = BATCH) List<@NotNull UserId> userIds) {}

    @POST
    @Consumes(APPLICATION_JSON)
    public Follows.Brought bring(@Auth Caller caller, @PathParam("user") UserId user, @NotNull @Valid Wish wish) {
        accounts.user(user);
        // First the row: what nobody could tell afterwards isn't done. What fails halfway is done in part.
        jdbi.useTransaction(transaction -> audit.record(
                transaction,
                caller.user(),
                "bring followers",
                user.toString(),
                Integer.toString(wish.userIds().size())));
        return follows.bring(user, wish.userIds());
    }
}
