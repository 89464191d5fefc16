package io.hongyan.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.infra.Json;
import io.hongyan.message.operation.Present;
import io.hongyan.message.operation.ReactionSum;
import io.hongyan.message.operation.Revision;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.swagger.v3.oas.annotations.media.Schema;
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
@Schema(implementation = EntryShape.class)
public final class EncodedEntry {

    private static final JsonFactory JSON = Json.factory();
    private static final ObjectMapper MAPPER = new ObjectMapper(Json.factory());
    private static final String RECALLED = "recalled";
    private static final List<String> CONTENT = List.of("body", "replyTo", "mentions", "editedAt", "reactions");

    private final ConversationId conversation;
    private final long seq;
    private final long ordinal;
    private final EntryType type;
    private final UserId sender;
    private final long target;
    private final byte[] json;

    /// Where the body of a message begins and ends in its JSON; both 0 where it has none.
    private final int bodyFrom;

    private final int bodyTo;

    private EncodedEntry(Entry entry, byte[] json, int bodyFrom, int bodyTo) {
        this.conversation = requireNonNull(entry.conversation(), "conversation is null");
        this.seq = entry.seq();
        this.ordinal = entry.ordinal();
        this.type = entry.type();
        this.sender = entry.sender();
        this.target = entry.target() == null ? 0 : entry.target();
        this.json = json;
        this.bodyFrom = bodyFrom;
        this.bodyTo = bodyTo;
    }

    /// The same entry with another JSON, which isn't changed again.
    private EncodedEntry(EncodedEntry entry, byte[] json) {
        this.conversation = entry.conversation;
        this.seq = entry.seq;
        this.ordinal = entry.ordinal;
        this.type = entry.type;
        this.sender = entry.sender;
        this.target = entry.target;
        this.json = json;
        this.bodyFrom = 0;
        this.bodyTo = 0;
    }

    public static EncodedEntry of(Event event) {
        return of(Entry.of(event));
    }

    /// An entry as it was appended, whatever was done to it since, but without what a recalled one said.
    public static EncodedEntry of(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        int[] body = new int[2];
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            writeHead(entry, json);
            if (entry.recalled()) {
                json.writeBooleanField(RECALLED, true);
            } else if (entry.type() != EntryType.RECALL) {
                json.writeFieldName("body");
                // The colon comes with the value.
                body[0] = bytes.size() + json.getOutputBuffered() + 1;
                json.writeRawValue(entry.body());
                body[1] = bytes.size() + json.getOutputBuffered();
                writeContext(entry, json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EncodedEntry(entry, bytes.toByteArray(), body[0], body[1]);
    }

    private static void writeHead(Entry entry, JsonGenerator json) throws IOException {
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
        }
    }

    private static void writeContext(Entry entry, JsonGenerator json) throws IOException {
        if (entry.replyTo() != null) {
            json.writeNumberField("replyTo", entry.replyTo());
        }
        String mentions = entry.mentionsJson();
        if (mentions != null) {
            json.writeFieldName("mentions");
            json.writeRawValue(mentions);
        }
    }

    /// This message as it is after what was done to it. An entry that has no body, such as one that was recalled, stays
    /// what it is.
    public EncodedEntry shown(Present present) {
        if (present.recalled()) {
            return recalled();
        }
        Revision revision = present.revision();
        if (bodyTo == 0 || (revision == null && present.reactions().isEmpty())) {
            return this;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length + 128);
        bytes.write(json, 0, bodyFrom);
        if (revision == null) {
            bytes.write(json, bodyFrom, bodyTo - bodyFrom);
        } else {
            bytes.writeBytes(revision.body().getBytes(UTF_8));
        }
        bytes.write(json, bodyTo, json.length - 1 - bodyTo);
        bytes.writeBytes(additions(present).getBytes(UTF_8));
        return new EncodedEntry(this, bytes.toByteArray());
    }

    /// What follows the fields of the message as it was sent, with the end of the object.
    private static String additions(Present present) {
        ObjectNode added = MAPPER.createObjectNode();
        if (present.revision() != null) {
            added.put(
                    "editedAt",
                    Json.TIME.format(Instant.ofEpochMilli(present.revision().at())));
        }
        if (!present.reactions().isEmpty()) {
            ArrayNode reactions = added.putArray("reactions");
            for (ReactionSum sum : present.reactions()) {
                ArrayNode users = reactions
                        .addObject()
                        .put("emoji", sum.emoji())
                        .put("count", sum.count())
                        .putArray("userIds");
                sum.userIds().forEach(user -> users.add(user.toString()));
            }
        }
        return "," + added.toString().substring(1);
    }

    /// This message, or an edit of it, after it was recalled: nothing of what it said.
    public EncodedEntry recalled() {
        try {
            ObjectNode tree = (ObjectNode) MAPPER.readTree(json);
            tree.remove(CONTENT);
            tree.put(RECALLED, true);
            return new EncodedEntry(this, MAPPER.writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public EntryType type() {
        return type;
    }

    public UserId sender() {
        return sender;
    }

    /// The seq of what an operation is about; 0 for any other entry.
    public long target() {
        return target;
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

    /// The JSON of the body of an entry as it was appended; empty where it has none.
    public String body() {
        return new String(json, bodyFrom, bodyTo - bodyFrom, UTF_8);
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
