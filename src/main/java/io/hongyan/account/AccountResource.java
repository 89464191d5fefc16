package io.hongyan.account;

import io.hongyan.infra.CredentialLimited;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Registering.
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountResource {

    private final Registrar registrar;

    AccountResource(Registrar registrar) {
        this.registrar = registrar;
    }

    @POST
    @CredentialLimited
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = User.class)))
    public Response register(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Registration registration) {
        return Response.status(Response.Status.CREATED)
                .entity(registrar.register(registration, key))
                .build();
    }
}
