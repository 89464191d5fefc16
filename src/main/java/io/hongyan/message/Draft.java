package io.hongyan.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as a client sends it, over HTTP or a socket; nothing of it is checked yet.
public record Draft(
        @Nullable String clientId,
        @Nullable String kind,
        @Nullable JsonNode body,
        @Nullable Long replyTo,
        @Nullable List<String> mentions) {}
