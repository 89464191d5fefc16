package io.hongyan.sdk.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message to be sent. `replyTo` is the `seq` it answers; `mentions` are user ids, or `all`.
public record Draft(
        Destination destination,
        String kind,
        JsonNode body,
        @Nullable Long replyTo,
        @Nullable List<String> mentions) {

    public Draft {
        mentions = mentions == null ? null : List.copyOf(mentions);
    }

    /// A text of 1 to 8,000 characters.
    public static Draft text(Destination destination, String text) {
        return new Draft(
                destination, "text", JsonNodeFactory.instance.objectNode().put("text", text), null, null);
    }

    /// A message of the application's own.
    public static Draft custom(Destination destination, String type, JsonNode data) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("type", type).set("data", data);
        return new Draft(destination, "custom", body, null, null);
    }

    /// The same as an answer to the message `seq`.
    public Draft replyingTo(long seq) {
        return new Draft(destination, kind, body, seq, mentions);
    }

    /// The same, mentioning these users.
    public Draft mentioning(List<String> userIds) {
        return new Draft(destination, kind, body, replyTo, userIds);
    }
}
