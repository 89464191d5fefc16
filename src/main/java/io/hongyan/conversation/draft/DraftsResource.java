package io.hongyan.conversation.draft;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.streams.id.ConversationId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.util.List;
import org.hibernate.validator.constraints.CodePointLength;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// The caller's drafts over HTTP.
@Path("/v1")
@Produces(APPLICATION_JSON)
public final class DraftsResource {

    private static final int MAX_LISTED = 200;

    private final DraftRepository drafts;
    private final MailboxView mailboxes;
    private final Clock clock;

    public DraftsResource(Jdbi jdbi, MailboxView mailboxes, Clock clock) {
        this.drafts = jdbi.onDemand(DraftRepository.class);
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    /// What is to be kept.
    public record DraftRequest(
            @NotNull @CodePointLength(min = 1, max = 8_000) String text,
            @Min(1) @Nullable Long replyTo) {}

    /// The drafts, the newest first.
    public record Drafts(List<Draft> items) {}

    @GET
    @Path("drafts")
    public Drafts list(@Auth Caller caller) {
        return new Drafts(drafts.newest(caller.user(), MAX_LISTED));
    }

    @PUT
    @Path("conversations/{conversation}/draft")
    @Consumes(APPLICATION_JSON)
    public void store(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid DraftRequest request) {
        mailboxes.requireMember(caller.user(), conversation);
        drafts.store(caller.user(), conversation, request.text(), request.replyTo(), clock.instant());
    }

    /// Also for whoever isn't a member any more.
    @DELETE
    @Path("conversations/{conversation}/draft")
    public void forget(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        drafts.forget(caller.user(), conversation);
    }
}
