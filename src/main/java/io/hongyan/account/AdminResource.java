package io.hongyan.account;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.AdminOnly;
import io.hongyan.account.token.Caller;
import io.hongyan.account.token.Role;
import io.hongyan.account.token.Sessions;
import io.hongyan.account.token.TokensConfiguration;
import io.hongyan.streams.id.UserId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/// Accounts as administrators see them; for everybody else there is nothing here.
@Path("/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@AdminOnly
public final class AdminResource {

    private static final int BATCH = 1000;
    private static final int WEEK_DAYS = 7;

    private final Administration administration;
    private final Invites invites;
    private final Duration usualLife;

    AdminResource(Administration administration, Invites invites, Duration usualLife) {
        this.administration = administration;
        this.invites = invites;
        this.usualLife = usualLife;
    }

    /// Accounts to be made, all or those that aren't there yet.
    public record Batch(@NotNull @Size(min = 1, max = BATCH) List<Administration.@NotNull @Valid Wanted> accounts) {}

    /// For whom tokens are to be made, and for how long they live.
    public record Minting(
            @NotNull @Size(min = 1, max = BATCH) List<@NotNull UserId> userIds,

            @Min(1) @Max(TokensConfiguration.LONGEST_LIFE_SECONDS) @Nullable
            Integer lifeSeconds,

            @CodePointLength(max = 64) @Nullable String deviceName) {}

    /// What shall be different about an account; absent fields stay.
    public record Change(
            @Nullable Boolean disabled, @Nullable Role role) {}

    /// An invitation to be made.
    public record Invitation(
            @Min(1) @Max(10_000) @Nullable Integer uses,
            @Min(1) @Max(365) @Nullable Integer days) {}

    /// An account as administrators see it.
    public record Administered(
            UserId id,
            String name,
            String displayName,
            Role role,
            Instant createdAt,
            @Nullable Instant disabledAt) {}

    /// The answer to a batch, one item for each asked, in order.
    public record MadeAccounts(List<Administration.Made> items) {}

    /// As [MadeAccounts], of the users that tokens were asked for.
    public record MintedTokens(List<Sessions.Minted> items) {}

    @POST
    @Path("/accounts")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = MadeAccounts.class)))
    public Response make(@Auth Caller caller, @NotNull @Valid Batch batch) {
        return created(new MadeAccounts(administration.make(caller, batch.accounts())));
    }

    @PATCH
    @Path("/accounts/{id}")
    public Administered change(@Auth Caller caller, @PathParam("id") UserId id, @NotNull @Valid Change change) {
        Account account = administration.change(caller, id, change.disabled(), change.role());
        return new Administered(
                account.id(),
                account.name(),
                account.displayName(),
                account.role(),
                account.createdAt(),
                account.disabledAt());
    }

    @POST
    @Path("/tokens")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = MintedTokens.class)))
    public Response mint(@Auth Caller caller, @NotNull @Valid Minting minting) {
        Duration life = minting.lifeSeconds() == null ? usualLife : Duration.ofSeconds(minting.lifeSeconds());
        String device = Objects.requireNonNullElse(minting.deviceName(), "minted");
        List<Sessions.Minted> tokens = administration.mint(caller, minting.userIds(), device, life);
        return created(new MintedTokens(tokens));
    }

    @POST
    @Path("/invites")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Invites.Invite.class)))
    public Response invite(@Auth Caller caller, @NotNull @Valid Invitation invitation) {
        int uses = Objects.requireNonNullElse(invitation.uses(), 1);
        Duration life = Duration.ofDays(Objects.requireNonNullElse(invitation.days(), WEEK_DAYS));
        return created(invites.make(caller.user(), uses, life));
    }

    private static Response created(Object answer) {
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(answer)
                .build();
    }
}
