package io.hongyan.message.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of an edit over HTTP.
public record EditRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String clientId,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        JsonNode body) {}
