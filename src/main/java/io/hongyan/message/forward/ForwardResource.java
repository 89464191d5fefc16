package io.hongyan.message.forward;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.message.Sent;
import io.hongyan.streams.id.ConversationId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Forwarding over HTTP, into the conversation of the address.
@Path("/v1/conversations/{conversation}/forwards")
@Produces(APPLICATION_JSON)
public final class ForwardResource {

    private final Forwards forwards;

    public ForwardResource(Forwards forwards) {
        this.forwards = forwards;
    }

    /// 201 with the number of the message, or 200 where it was sent before.
    @POST
    @Consumes(APPLICATION_JSON)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Sent.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Sent.class)))
    public Response forward(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid ForwardRequest request) {
        Sent sent = forwards.forward(caller.user(), conversation, request);
        Response.Status status = sent.duplicate() ? Response.Status.OK : Response.Status.CREATED;
        return Response.status(status).entity(sent).build();
    }
}
