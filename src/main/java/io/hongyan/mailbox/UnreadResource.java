package io.hongyan.mailbox;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// What a user hasn't read.
@Path("/v1/unread")
@Produces(APPLICATION_JSON)
public final class UnreadResource {

    private final MailboxLooks mailboxes;

    public UnreadResource(MailboxLooks mailboxes) {
        this.mailboxes = mailboxes;
    }

    @GET
    public UnreadAnswer unread(@Auth Caller caller) {
        return UnreadAnswer.of(mailboxes.look(caller.user(), Mailbox::unread));
    }
}
