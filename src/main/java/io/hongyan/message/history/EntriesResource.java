package io.hongyan.message.history;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.ConversationId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// A conversation's history, a page at a time.
@Path("/v1/conversations/{conversation}/entries")
@Produces(MediaType.APPLICATION_JSON)
public final class EntriesResource {

    private final History history;
    private final Visibility visibility;

    public EntriesResource(History history, Visibility visibility) {
        this.history = requireNonNull(history, "history is null");
        this.visibility = requireNonNull(visibility, "visibility is null");
    }

    @GET
    public HistoryPage entries(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @QueryParam("before") @PositiveOrZero @Nullable Long before,
            @QueryParam("after") @PositiveOrZero @Nullable Long after,
            @QueryParam("around") @PositiveOrZero @Nullable Long around,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        Range range = Range.of(before, after, around);
        return history.page(conversation, range, limit, visibility.firstVisible(caller.user(), conversation));
    }
}
