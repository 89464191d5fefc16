package io.hongyan.conversation.joining;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Coming into groups by links, and letting people in.
@Path("/v1")
@Produces(APPLICATION_JSON)
public final class JoinResource {

    private static final long WEEK_SECONDS = 7 * 24 * 60 * 60;

    private final JoinService joining;

    public JoinResource(JoinService joining) {
        this.joining = joining;
    }

    /// For how long a link is good: a week where nothing is said.
    public record LinkRequest(@Min(60) @Max(31_536_000) @Nullable Long lifeSeconds) {}

    /// The code of a link.
    public record JoinCode(@NotNull String code) {}

    /// Those who wait, the first first.
    public record Requests(List<JoinRequest> items) {}

    @POST
    @Path("conversations/{conversation}/links")
    @Consumes(APPLICATION_JSON)
    public JoinLink makeLink(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid LinkRequest request) {
        long life = request.lifeSeconds() == null ? WEEK_SECONDS : request.lifeSeconds();
        return joining.makeLink(caller.user(), conversation, Duration.ofSeconds(life));
    }

    /// Makes all links of a group void.
    @DELETE
    @Path("conversations/{conversation}/links")
    public void forgetLinks(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        joining.forgetLinks(caller.user(), conversation);
    }

    @POST
    @Path("joins")
    @Consumes(APPLICATION_JSON)
    public Joined join(@Auth Caller caller, @NotNull @Valid JoinCode link) {
        return joining.join(caller.user(), link.code());
    }

    @GET
    @Path("conversations/{conversation}/requests")
    public Requests requests(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        return new Requests(joining.requests(caller.user(), conversation));
    }

    /// Lets somebody in who waits.
    @POST
    @Path("conversations/{conversation}/requests/{user}")
    public void agree(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("user") UserId user) {
        joining.agree(caller.user(), conversation, user);
    }

    @DELETE
    @Path("conversations/{conversation}/requests/{user}")
    public void decline(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("user") UserId user) {
        joining.decline(caller.user(), conversation, user);
    }
}
