package io.hongyan.sdk.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A message on its way: a [Draft] that was given the id under which it is sent, however often.
public record Outgoing(
        String clientId,
        Destination destination,
        String kind,
        JsonNode body,
        @Nullable Long replyTo,
        @Nullable List<String> mentions) {

    private static final int SHORTEST_ID = 8;
    private static final int LONGEST_ID = 64;

    public Outgoing {
        Objects.requireNonNull(destination, "destination is null");
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(body, "body is null");
        int length = clientId.codePointCount(0, clientId.length());
        if (length < SHORTEST_ID || length > LONGEST_ID) {
            throw new IllegalArgumentException("a clientId has 8 to 64 characters: " + clientId);
        }
        mentions = mentions == null ? null : List.copyOf(mentions);
    }

    /// The draft under an id of its own.
    public static Outgoing of(String clientId, Draft draft) {
        return new Outgoing(
                clientId, draft.destination(), draft.kind(), draft.body(), draft.replyTo(), draft.mentions());
    }
}
