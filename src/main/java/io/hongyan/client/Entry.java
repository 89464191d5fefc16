package io.hongyan.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of a conversation's timeline, as far as this client looks at it.
///
/// `text` is there for text messages and edits of them, `action` for changes of membership, and for reactions it is the
/// emoji; `target` is the seq that an operation is about.
public record Entry(
        String conversationId,
        long seq,
        long ordinal,
        String type,
        @Nullable String senderId,
        @Nullable String clientId,
        @Nullable String text,
        @Nullable String action,
        @Nullable Long target) {

    /// An entry that is about no other.
    public Entry(
            String conversationId,
            long seq,
            long ordinal,
            String type,
            @Nullable String senderId,
            @Nullable String clientId,
            @Nullable String text,
            @Nullable String action) {
        this(conversationId, seq, ordinal, type, senderId, clientId, text, action, null);
    }

    /// This message, saying something else.
    public Entry saying(@Nullable String other) {
        return new Entry(conversationId, seq, ordinal, type, senderId, clientId, other, action, target);
    }

    public boolean isMessage() {
        return type.equals("message");
    }

    /// Reads the entries of an answer.
    public static List<Entry> list(JsonNode array) throws IOException {
        try (JsonParser json = array.traverse()) {
            json.nextToken();
            return list(json);
        }
    }

    /// Reads the array that `json` stands at the beginning of.
    static List<Entry> list(JsonParser json) throws IOException {
        List<Entry> entries = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            entries.add(read(json));
        }
        return entries;
    }

    /// Reads the object that `json` stands at the beginning of.
    static Entry read(JsonParser json) throws IOException {
        String conversationId = "";
        long seq = 0;
        long ordinal = 0;
        String type = "";
        String senderId = null;
        String clientId = null;
        String text = null;
        String action = null;
        Long target = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "conversationId" -> conversationId = json.getText();
                case "seq" -> seq = json.getLongValue();
                case "ordinal" -> ordinal = json.getLongValue();
                case "type" -> type = json.getText();
                case "senderId" -> senderId = json.getText();
                case "clientId" -> clientId = json.getText();
                case "target" -> target = json.getLongValue();
                case "body" -> {
                    while (json.nextToken() != JsonToken.END_OBJECT) {
                        String field = json.currentName();
                        json.nextToken();
                        switch (field) {
                            case "text" -> text = json.getText();
                            case "action", "emoji" -> action = json.getText();
                            default -> json.skipChildren();
                        }
                    }
                }
                default -> json.skipChildren();
            }
        }
        return new Entry(conversationId, seq, ordinal, type, senderId, clientId, text, action, target);
    }
}
