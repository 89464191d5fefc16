package io.hongyan.conversation.draft;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// All drafts of the caller.
@Path("/v1/drafts")
@Produces(APPLICATION_JSON)
public final class DraftsResource {

    private static final int MAX_LISTED = 200;

    private final DraftRepository drafts;

    public DraftsResource(DraftRepository drafts) {
        this.drafts = drafts;
    }

    /// The drafts, the newest first.
    public record Drafts(List<Draft> items) {}

    @GET
    public Drafts list(@Auth Caller caller) {
        return new Drafts(drafts.newest(caller.user(), MAX_LISTED));
    }
}
