package io.hongyan.message.operation;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.history.Visibility;
import io.hongyan.streams.id.ConversationId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// The pinned messages of a conversation over HTTP.
@Path("/v1/conversations/{conversation}/pins")
@Produces(APPLICATION_JSON)
public final class PinsResource {

    private final Visibility visibility;
    private final Function<ConversationId, List<Long>> pinned;
    private final BiFunction<ConversationId, Long, EncodedEntry> messages;

    /// `pinned` tells the seqs of a conversation's pinned messages, the last one pinned last.
    public PinsResource(
            Visibility visibility,
            Function<ConversationId, List<Long>> pinned,
            BiFunction<ConversationId, Long, EncodedEntry> messages) {
        this.visibility = visibility;
        this.pinned = pinned;
        this.messages = messages;
    }

    /// The messages, as they are now.
    public record Pins(List<EncodedEntry> items) {}

    /// Those that the caller may see, the last one pinned first.
    @GET
    public Pins pins(@Auth Caller caller, @PathParam("conversation") ConversationId conversation) {
        long firstVisible = visibility.firstVisible(caller.user(), conversation);
        return new Pins(pinned.apply(conversation).reversed().stream()
                .filter(seq -> seq >= firstVisible)
                .map(seq -> messages.apply(conversation, seq))
                .toList());
    }
}
