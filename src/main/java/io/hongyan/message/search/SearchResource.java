package io.hongyan.message.search;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.ConversationId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;
import static java.util.Objects.requireNonNull;

/// Search in one conversation over HTTP.
@Path("/v1/conversations/{conversation}/messages")
@Produces(APPLICATION_JSON)
public final class SearchResource {

    private final Search search;

    public SearchResource(Search search) {
        this.search = requireNonNull(search, "search is null");
    }

    /// The messages that say `q`, those before the seq `before` where it is given, the newest first.
    @GET
    public SearchPage messages(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @QueryParam("q") @NotBlank @CodePointLength(max = 100) String text,
            @QueryParam("before") @PositiveOrZero @Nullable Long before,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return search.page(caller.user(), conversation, new Words(text), before, limit);
    }
}
