package io.hongyan.mailbox;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.error.HongyanException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// A user's list of conversations.
@Path("/v1/conversations")
@Produces(APPLICATION_JSON)
public final class ConversationListResource {

    private final MailboxLooks mailboxes;
    private final ConversationViews conversations;

    public ConversationListResource(MailboxLooks mailboxes, ConversationViews conversations) {
        this.mailboxes = mailboxes;
        this.conversations = conversations;
    }

    @GET
    public ConversationPage list(
            @Auth Caller caller,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Place after = cursor == null ? null : place(cursor);
        MailboxLooks.Found found = mailboxes.look(caller.user(), mailbox -> mailbox.list(after, limit));
        MailboxSnapshot page = found.snapshot();
        return new ConversationPage(
                conversations.of(caller.user(), page.lines()),
                page.more() ? page.lines().getLast().place().toCursor() : null,
                Counts.of(page.total()),
                found.isStale() ? null : page.total().version(),
                found.isStale() ? true : null);
    }

    private static Place place(String cursor) {
        return Place.ofCursor(cursor)
                .orElseThrow(() -> HongyanException.invalid("/cursor", "is not a cursor of this list"));
    }
}
