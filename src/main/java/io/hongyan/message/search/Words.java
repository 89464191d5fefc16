package io.hongyan.message.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.EntryType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// A piece of text as somebody looks for it: every character stands for itself, whatever the case of letters.
record Words(String text) {

    private static final ObjectReader JSON = new ObjectMapper().reader();

    /// What people read of a body: a text or caption, the name of a file, a place or a person, an address, a title.
    private static final List<String> READ = List.of("text", "name", "address", "title");

    /// Whether it is a message that says this, as it is now.
    boolean areSaidBy(EncodedEntry entry) {
        if (entry.type() != EntryType.MESSAGE) {
            return false;
        }
        JsonNode message = read(entry);
        JsonNode body = message.path("body");
        String wanted = text.toLowerCase(Locale.ROOT);
        return !message.path("kind").asText().equals("custom")
                && READ.stream()
                        .anyMatch(field -> body.path(field)
                                .asText("")
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted));
    }

    private static JsonNode read(EncodedEntry entry) {
        try {
            return JSON.readTree(new ByteBufferBackedInputStream(entry.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
