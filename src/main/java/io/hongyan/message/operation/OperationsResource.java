package io.hongyan.message.operation;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.error.HongyanException;
import io.hongyan.message.history.Visibility;
import io.hongyan.streams.id.ConversationId;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// What is done to one message over HTTP; sockets reach the same [Operations].
@Path("/v1/conversations/{conversation}/messages/{seq}")
@Produces(APPLICATION_JSON)
public final class OperationsResource {

    private final Operations operations;
    private final Visibility visibility;
    private final EditHistory.Lookup edits;

    public OperationsResource(Operations operations, Visibility visibility, EditHistory.Lookup edits) {
        this.operations = operations;
        this.visibility = visibility;
        this.edits = edits;
    }

    /// Takes a message back, for everybody.
    @DELETE
    public Operated recall(
            @Auth Caller caller, @PathParam("conversation") ConversationId conversation, @PathParam("seq") long seq) {
        return operations.operate(caller.user(), conversation, seq, new Operation.Recall());
    }

    /// Lets a message say something else.
    @PATCH
    @Consumes(APPLICATION_JSON)
    public Operated edit(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("seq") long seq,
            @NotNull EditRequest request) {
        return operations.operate(
                caller.user(), conversation, seq, new Operation.Edit(request.clientId(), request.body()));
    }

    /// What a message said first, and after each of its newest edits.
    @GET
    @Path("edits")
    public EditHistory edits(
            @Auth Caller caller, @PathParam("conversation") ConversationId conversation, @PathParam("seq") long seq) {
        List<Revision> revisions = seq < visibility.firstVisible(caller.user(), conversation)
                ? List.of()
                : edits.revisions(conversation, seq);
        if (revisions.isEmpty()) {
            throw HongyanException.notFound("There is no such message.");
        }
        return EditHistory.of(revisions);
    }

    @PUT
    @Path("reactions/{emoji}")
    public Operated react(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("seq") long seq,
            @PathParam("emoji") String emoji) {
        return operations.operate(caller.user(), conversation, seq, new Operation.React(emoji, true));
    }

    @DELETE
    @Path("reactions/{emoji}")
    public Operated unreact(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("seq") long seq,
            @PathParam("emoji") String emoji) {
        return operations.operate(caller.user(), conversation, seq, new Operation.React(emoji, false));
    }

    @PUT
    @Path("pin")
    public Operated pin(
            @Auth Caller caller, @PathParam("conversation") ConversationId conversation, @PathParam("seq") long seq) {
        return operations.operate(caller.user(), conversation, seq, new Operation.Pin(true));
    }

    @DELETE
    @Path("pin")
    public Operated unpin(
            @Auth Caller caller, @PathParam("conversation") ConversationId conversation, @PathParam("seq") long seq) {
        return operations.operate(caller.user(), conversation, seq, new Operation.Pin(false));
    }
}
