package io.hongyan.mailbox;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.log.Asking;
import io.hongyan.streams.id.ConversationId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// A user's own marks over HTTP; the socket reaches the same [Marks].
@Path("/v1/conversations/{conversation}")
@Produces(APPLICATION_JSON)
public final class MarkResource {

    private final Marks marks;

    public MarkResource(Marks marks) {
        this.marks = marks;
    }

    /// The body of `PUT …/read`.
    public record ReadRequest(@NotNull @PositiveOrZero Long seq) {}

    @PUT
    @Path("read")
    @Consumes(APPLICATION_JSON)
    public Marked read(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid ReadRequest request) {
        return Asking.ask(reply -> marks.read(caller.user(), conversation, request.seq(), reply));
    }

    @PUT
    @Path("unread")
    public Marked unread(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        return Asking.ask(reply -> marks.unread(caller.user(), conversation, reply));
    }

    @PATCH
    @Path("settings")
    @Consumes(APPLICATION_JSON)
    public Marked change(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid SettingsPatch patch) {
        return Asking.ask(reply -> marks.change(caller.user(), conversation, patch, reply));
    }
}
