package io.hongyan.sdk.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes frames. Text that no frame may have (NUL, half of a surrogate pair) and a frame that is too big are refused
/// with an [IllegalArgumentException], before they are sent. Thread-safe.
public final class FrameEncoder {

    /// The most that a client's frame may have.
    public static final int MAX_BYTES = 64 << 10;

    private FrameEncoder() {}

    public static String encode(ClientFrame frame) {
        ObjectNode object = Json.MAPPER.createObjectNode().put("t", frame.t());
        object.setAll((ObjectNode) Json.MAPPER.valueToTree(frame));
        requireFit(object);
        try {
            String text = Json.MAPPER.writeValueAsString(object);
            if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
                throw new IllegalArgumentException("a frame has at most " + MAX_BYTES + " bytes");
            }
            return text;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can't be written", impossible);
        }
    }

    private static void requireFit(JsonNode node) {
        if (node.isTextual()) {
            requireFit(node.textValue());
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            requireFit(property.getKey());
        }
        for (JsonNode below : node) {
            requireFit(below);
        }
    }

    private static void requireFit(String text) {
        boolean unfit = text.codePoints()
                .anyMatch(
                        point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
        if (unfit) {
            throw new IllegalArgumentException("text may not contain NUL or half of a surrogate pair");
        }
    }
}
