package io.hongyan.message.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// The body of an edit over HTTP.
public record EditRequest(
        @Nullable String clientId, @Nullable JsonNode body) {}
