package io.hongyan.conversation.joining;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Those who wait to be let into a group.
@Path("/v1/conversations/{conversation}/requests")
@Produces(APPLICATION_JSON)
public final class RequestsResource {

    private final JoinService joining;

    public RequestsResource(JoinService joining) {
        this.joining = joining;
    }

    /// Those who wait, the first first.
    public record Requests(List<JoinRequest> items) {}

    @GET
    public Requests list(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        return new Requests(joining.requests(caller.user(), conversation));
    }

    /// Lets somebody in.
    @POST
    @Path("{user}")
    public void agree(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("user") UserId user) {
        joining.agree(caller.user(), conversation, user);
    }

    @DELETE
    @Path("{user}")
    public void decline(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("user") UserId user) {
        joining.decline(caller.user(), conversation, user);
    }
}
