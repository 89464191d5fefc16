package io.hongyan.conversation.receipt;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.ConversationId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Who has read a message, over HTTP.
@Path("/v1/conversations/{conversation}/messages/{seq}/receipts")
@Produces(APPLICATION_JSON)
public final class ReceiptsResource {

    private final Receipts receipts;

    public ReceiptsResource(Receipts receipts) {
        this.receipts = receipts;
    }

    @GET
    public ReceiptPage page(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("seq") long seq,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return receipts.page(caller.user(), conversation, seq, cursor, limit);
    }
}
