package io.hongyan.conversation;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.mailbox.ConversationView;
import io.hongyan.streams.id.ConversationId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// One conversation.
@Path("/v1/conversations/{conversation}")
@Produces(APPLICATION_JSON)
public final class ConversationResource {

    private final Conversations conversations;

    public ConversationResource(Conversations conversations) {
        this.conversations = conversations;
    }

    @GET
    public ConversationView find(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        return conversations.find(caller.user(), conversation);
    }

    @PATCH
    @Consumes(APPLICATION_JSON)
    public ConversationView change(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid ChangeRequest request) {
        return conversations.change(
                caller.user(), conversation, request.checkedTitle(), request.history(), request.rules());
    }

    @DELETE
    public void dissolve(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        conversations.dissolve(caller.user(), conversation);
    }
}
