package io.hongyan.conversation.joining;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.ConversationId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// The links into a group.
@Path("/v1/conversations/{conversation}/links")
@Produces(APPLICATION_JSON)
public final class LinksResource {

    private static final long WEEK_SECONDS = 7 * 24 * 60 * 60;

    private final JoinService joining;

    public LinksResource(JoinService joining) {
        this.joining = joining;
    }

    /// For how long a link is good: a week where nothing is said.
    public record LinkRequest(
            @Min(60) @Max(31_536_000) @Nullable Long lifeSeconds) {}

    @POST
    @Consumes(APPLICATION_JSON)
    public JoinLink make(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid LinkRequest request) {
        long life = request.lifeSeconds() == null ? WEEK_SECONDS : request.lifeSeconds();
        return joining.makeLink(caller.user(), conversation, Duration.ofSeconds(life));
    }

    /// Makes all of them void.
    @DELETE
    public void forget(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        joining.forgetLinks(caller.user(), conversation);
    }
}
