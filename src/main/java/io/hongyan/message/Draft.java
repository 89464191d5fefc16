package io.hongyan.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as a client sends it, over HTTP or a socket; nothing of it is checked yet.
public record Draft(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String clientId,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String kind,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        JsonNode body,

        @Nullable Long replyTo,
        @Nullable List<String> mentions) {}
