package io.hongyan.conversation;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.conversation.DirectConversations.Found;
import io.hongyan.conversation.DirectConversations.Origin;
import io.hongyan.mailbox.ConversationView;
import io.hongyan.streams.id.UserId;
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
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Where conversations are started.
@Path("/v1/conversations")
@Produces(APPLICATION_JSON)
public final class ConversationsResource {

    private final Conversations conversations;
    private final DirectConversations directs;

    public ConversationsResource(Conversations conversations, DirectConversations directs) {
        this.conversations = conversations;
        this.directs = directs;
    }

    @POST
    @Consumes(APPLICATION_JSON)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConversationView.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ConversationView.class)))
    public Response create(
            @Auth Caller caller,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @NotNull @Valid CreateRequest request) {
        UserId user = caller.user();
        return switch (request.kind()) {
            case DIRECT -> {
                Found found = directs.findOrCreate(user, request.peer());
                yield Response.status(found.origin() == Origin.CREATED ? Response.Status.CREATED : Response.Status.OK)
                        .entity(conversations.created(user, found.conversation()))
                        .build();
            }
            case GROUP ->
                Response.status(Response.Status.CREATED)
                        .entity(conversations.createGroup(user, request.group(user), idempotencyKey))
                        .build();
        };
    }
}
