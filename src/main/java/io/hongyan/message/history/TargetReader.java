package io.hongyan.message.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entry;
import io.hongyan.message.EntryType;
import io.hongyan.message.operation.Revision;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.Optional;

/// Reads from an entry what an operation on it has to know.
final class TargetReader {

    private TargetReader() {}

    /// The message; empty for any other entry.
    static Optional<MessageTarget> read(EncodedEntry entry) {
        JsonNode json = MessagePreview.read(entry);
        if (!json.path("type").asText().equals(EntryType.MESSAGE.wireName())) {
            return Optional.empty();
        }
        JsonNode mentions = json.get("mentions");
        return Optional.of(new MessageTarget(
                entry.seq(),
                entry.ordinal(),
                Instant.parse(json.path("at").textValue()).toEpochMilli(),
                UserId.valueOf(json.path("senderId").textValue()),
                Entry.mentions(mentions == null ? null : mentions.toString())));
    }

    /// The kind of a message.
    static String kind(EncodedEntry message) {
        return MessagePreview.read(message).path("kind").asText();
    }

    /// What a message said when it was sent, of which this is the entry as it was then.
    static Revision revision(EncodedEntry message) {
        return new Revision(
                message.seq(),
                Instant.parse(MessagePreview.read(message).path("at").textValue())
                        .toEpochMilli(),
                message.body());
    }

    /// Whether it is a message that was recalled.
    static boolean isRecalled(EncodedEntry entry) {
        return MessagePreview.read(entry).path("recalled").asBoolean();
    }
}
