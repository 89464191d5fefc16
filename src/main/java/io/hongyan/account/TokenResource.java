package io.hongyan.account;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.account.token.Device;
import io.hongyan.account.token.Session;
import io.hongyan.account.token.Sessions;
import io.hongyan.infra.CredentialLimited;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Logging in, refreshing, logging out.
@Path("/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TokenResource {

    private final Login login;
    private final Sessions sessions;
    private final Accounts accounts;

    TokenResource(Login login, Sessions sessions, Accounts accounts) {
        this.login = login;
        this.sessions = sessions;
        this.accounts = accounts;
    }

    /// What somebody logs in with.
    public record Credentials(
            @NotNull String name,
            @NotNull String password,
            @Valid Login.@Nullable Client device) {

        @Override
        public String toString() {
            return "Credentials[" + name + "]";
        }
    }

    /// A refresh token to be exchanged.
    public record Refresh(@NotNull String refreshToken) {

        @Override
        public String toString() {
            return "Refresh[]";
        }
    }

    /// What a client keeps to act as its user.
    public record Tokens(String accessToken, Instant expiresAt, String refreshToken, User user, Device device) {

        @Override
        public String toString() {
            return "Tokens[of device " + device.id() + "]";
        }
    }

    @POST
    @CredentialLimited
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Tokens.class)))
    public Response open(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Credentials credentials) {
        return created(login.open(credentials.name(), credentials.password(), credentials.device(), key));
    }

    @POST
    @Path("/refresh")
    @CredentialLimited
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Tokens.class)))
    public Response refresh(@HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Refresh refresh) {
        return created(sessions.refresh(refresh.refreshToken(), key));
    }

    @DELETE
    @Path("/current")
    public void close(@Auth Caller caller) {
        sessions.close(caller);
    }

    private Response created(Session session) {
        Tokens tokens = new Tokens(
                session.access().text(),
                session.access().expiresAt(),
                session.refreshToken(),
                accounts.user(session.user()),
                session.device());
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(tokens)
                .build();
    }
}
