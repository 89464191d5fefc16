package io.hongyan.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.infra.Json;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/// An entry as its JSON on the wire, encoded once for everybody: pushed, fetched, synced or read over HTTP.
///
/// Immutable, and the bytes are never handed out to be changed. In an object that Jackson writes it is this JSON.
@JsonSerialize(using = RawJson.OfEntry.class)
public final class EncodedEntry {

    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String RECALLED = "recalled";
    private static final List<String> CONTENT = List.of("body", "replyTo", "mentions");

    private final ConversationId conversation;
    private final long seq;
    private final long ordinal;
    private final byte[] json;

    private EncodedEntry(ConversationId conversation, long seq, long ordinal, byte[] json) {
        this.conversation = requireNonNull(conversation, "conversation is null");
        this.seq = seq;
        this.ordinal = ordinal;
        this.json = json;
    }

    public static EncodedEntry of(Event event) {
        return of(Entry.of(event));
    }

    public static EncodedEntry of(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(entry, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EncodedEntry(entry.conversation(), entry.seq(), entry.ordinal(), bytes.toByteArray());
    }

    private static void write(Entry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("conversationId", entry.conversation().toString());
        json.writeNumberField("seq", entry.seq());
        json.writeNumberField("ordinal", entry.ordinal());
        json.writeStringField("type", entry.type().wireName());
        if (entry.messageId() != null) {
            json.writeStringField("messageId", entry.messageId().toString());
        }
        if (entry.clientId() != null) {
            json.writeStringField("clientId", entry.clientId());
        }
        json.writeStringField("senderId", entry.sender().toString());
        json.writeStringField("at", Json.TIME.format(Instant.ofEpochMilli(entry.at())));
        if (entry.kind() != null) {
            json.writeStringField("kind", entry.kind());
        }
        if (entry.target() != null) {
            json.writeNumberField("target", entry.target());
        } else if (entry.recalled()) {
            json.writeBooleanField(RECALLED, true);
        } else {
            writeContent(entry, json);
        }
        json.writeEndObject();
    }

    private static void writeContent(Entry entry, JsonGenerator json) throws IOException {
        json.writeFieldName("body");
        json.writeRawValue(entry.body());
        if (entry.replyTo() != null) {
            json.writeNumberField("replyTo", entry.replyTo());
        }
        String mentions = entry.mentionsJson();
        if (mentions != null) {
            json.writeFieldName("mentions");
            json.writeRawValue(mentions);
        }
    }

    /// This message after it was recalled: nothing of what it said.
    public EncodedEntry recalled() {
        try {
            ObjectNode tree = (ObjectNode) MAPPER.readTree(json);
            tree.remove(CONTENT);
            tree.put(RECALLED, true);
            return new EncodedEntry(conversation, seq, ordinal, MAPPER.writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ConversationId conversation() {
        return conversation;
    }

    public long seq() {
        return seq;
    }

    public long ordinal() {
        return ordinal;
    }

    /// How many bytes the JSON has.
    public int size() {
        return json.length;
    }

    /// The JSON in UTF-8: a view of its own, ready to be read.
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(json).asReadOnlyBuffer();
    }

    RawJson raw() {
        return new RawJson(json);
    }

    @Override
    public String toString() {
        return new String(json, UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedEntry entry && Arrays.equals(json, entry.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }
}
