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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// What the caller has begun to write in one conversation.
@Path("/v1/conversations/{conversation}/draft")
@Produces(APPLICATION_JSON)
public final class DraftResource {

    private final DraftRepository drafts;
    private final DraftListener listener;
    private final MailboxView mailboxes;
    private final Clock clock;

    public DraftResource(DraftRepository drafts, DraftListener listener, MailboxView mailboxes, Clock clock) {
        this.drafts = drafts;
        this.listener = listener;
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    /// What is to be kept.
    public record DraftRequest(
            @NotNull @CodePointLength(min = 1, max = 8_000) String text,
            @Min(1) @Nullable Long replyTo) {}

    @PUT
    @Consumes(APPLICATION_JSON)
    public void store(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid DraftRequest request) {
        mailboxes.requireMember(caller.user(), conversation);
        Instant now = clock.instant();
        drafts.store(caller.user(), conversation, request.text(), request.replyTo(), now);
        listener.changed(caller, new DraftChange(conversation, request.text(), request.replyTo(), now));
    }

    /// Also for whoever isn't a member any more.
    @DELETE
    public void forget(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        if (drafts.forget(caller.user(), conversation)) {
            listener.changed(caller, new DraftChange(conversation, null, null, clock.instant()));
        }
    }
}
