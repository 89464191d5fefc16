package io.hongyan.message.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import io.hongyan.mailbox.Preview;
import io.hongyan.message.EncodedEntry;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What a list of conversations shows of a message: who sent it, its kind, and how its text begins, if it is one.
final class MessagePreview {

    /// How much of a text a list shows, in code points.
    static final int MAX_TEXT = 200;

    private static final ObjectReader JSON = new ObjectMapper().reader();

    private MessagePreview() {}

    /// The preview of a message; empty for any other entry.
    static Optional<Preview> of(EncodedEntry entry) {
        JsonNode message = read(entry);
        if (!message.has("kind")) {
            return Optional.empty();
        }
        String kind = message.path("kind").textValue();
        String text = message.path("body").path("text").textValue();
        return Optional.of(new Preview(
                UserId.valueOf(message.path("senderId").textValue()),
                kind,
                kind.equals("text") && text != null ? beginning(text) : null));
    }

    /// An entry as JSON.
    static JsonNode read(EncodedEntry entry) {
        try {
            return JSON.readTree(new ByteBufferBackedInputStream(entry.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT));
    }
}
