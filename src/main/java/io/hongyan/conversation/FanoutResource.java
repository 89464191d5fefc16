package io.hongyan.conversation;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.AdminOnly;
import io.hongyan.account.token.Caller;
import io.hongyan.fanout.FanoutWish;
import io.hongyan.streams.id.ConversationId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// How a conversation is fanned out, for administrators only.
@Path("/v1/admin/conversations/{conversation}/fanout")
@Produces(APPLICATION_JSON)
@AdminOnly
public final class FanoutResource {

    private final Fanouts fanouts;

    public FanoutResource(Fanouts fanouts) {
        this.fanouts = fanouts;
    }

    @PUT
    @Consumes(APPLICATION_JSON)
    public FanoutWish override(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid FanoutWish wish) {
        fanouts.override(caller.user(), conversation, wish.override());
        return wish;
    }
}
