package io.hongyan.relation.acquaintance;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.infra.Page;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Whom the caller may know.
@Path("/v1/suggestions")
@Produces(APPLICATION_JSON)
public final class SuggestionsResource {

    private final Suggestions suggestions;

    public SuggestionsResource(Suggestions suggestions) {
        this.suggestions = suggestions;
    }

    @GET
    public Page<Suggestion> list(
            @Auth Caller caller,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return suggestions.page(caller.user(), limit, cursor);
    }
}
