package io.hongyan.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.auth.Auth;
import io.hongyan.account.token.AdminOnly;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.fanout.FanoutMode;
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

    /// `auto` goes by the configuration.
    public enum Wish {
        @JsonProperty("read")
        READ,
        @JsonProperty("write")
        WRITE,
        @JsonProperty("auto")
        AUTO
    }

    /// The body of `PUT`, and its answer.
    public record Request(@NotNull Wish mode) {}

    @PUT
    @Consumes(APPLICATION_JSON)
    public Request override(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid Request request) {
        fanouts.override(
                caller.user(),
                conversation,
                switch (request.mode()) {
                    case READ -> FanoutMode.READ;
                    case WRITE -> FanoutMode.WRITE;
                    case AUTO -> null;
                });
        return request;
    }
}
