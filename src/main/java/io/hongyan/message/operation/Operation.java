package io.hongyan.message.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// What a client wants done to a message, over HTTP or a socket; nothing of it is checked yet.
public sealed interface Operation {

    /// Take it back, for everybody.
    record Recall() implements Operation {}

    /// Let it say something else. `clientId` identifies the edit as it does a message.
    record Edit(@Nullable String clientId, @Nullable JsonNode body) implements Operation {}

    /// React to it, or take that back.
    record React(String emoji, boolean on) implements Operation {}

    /// Pin it for everybody, or take that back.
    record Pin(boolean on) implements Operation {}
}
