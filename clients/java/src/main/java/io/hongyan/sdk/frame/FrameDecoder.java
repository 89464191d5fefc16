package io.hongyan.sdk.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Json;
import io.hongyan.sdk.model.Marked;
import org.jspecify.annotations.Nullable;

/// Reads the server's frames. Unknown types and fields are passed over; what isn't as the protocol says is an
/// [UnreadableFrameException]. Thread-safe.
public final class FrameDecoder {

    private FrameDecoder() {}

    public static ServerFrame decode(String text) throws UnreadableFrameException {
        try {
            if (Json.MAPPER.readTree(text) instanceof ObjectNode object) {
                return decode(object);
            }
            throw new UnreadableFrameException("a frame isn't a JSON object");
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException unreadable) {
            throw new UnreadableFrameException("a frame can't be read", unreadable);
        }
    }

    private static ServerFrame decode(ObjectNode object) throws JsonProcessingException, UnreadableFrameException {
        JsonNode type = object.remove("t");
        if (type == null || !type.isTextual()) {
            throw new UnreadableFrameException("a frame has no type");
        }
        return switch (type.textValue()) {
            case "welcome" -> read(object, ServerFrame.Welcome.class);
            case "ok" -> ok(object);
            case "error" -> read(object, ServerFrame.Refused.class);
            case "entry" -> read(object, ServerFrame.Pushed.class);
            case "entries" ->
                object.has("conversationId")
                        ? read(object, ServerFrame.Fetched.class)
                        : read(object, ServerFrame.PushedTogether.class);
            case "synced" -> read(object, ServerFrame.Synced.class);
            case "heads" -> read(object, ServerFrame.Heads.class);
            case "conversation" -> read(object, ServerFrame.ConversationChanged.class);
            case "unread" -> read(object, ServerFrame.UnreadChanged.class);
            case "read" -> read(object, ServerFrame.Read.class);
            case "pong" -> read(object, ServerFrame.Pong.class);
            case "bye" -> read(object, ServerFrame.Bye.class);
            default -> new ServerFrame.Unknown(type.textValue());
        };
    }

    private static ServerFrame ok(ObjectNode object) throws JsonProcessingException {
        @Nullable Long r = read(object, ServerFrame.Ok.class).r();
        if (object.has("seq") && object.has("messageId")) {
            return new ServerFrame.SendOk(r, read(object, Acknowledgement.class));
        }
        if (object.has("total")) {
            return new ServerFrame.MarkOk(r, object.path("conversationId").asText(), read(object, Marked.class));
        }
        return new ServerFrame.Ok(r);
    }

    private static <T> T read(ObjectNode object, Class<T> type) throws JsonProcessingException {
        return Json.MAPPER.treeToValue(object, type);
    }
}
