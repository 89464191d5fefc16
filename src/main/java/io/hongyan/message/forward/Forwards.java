package io.hongyan.message.forward;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Json;
import io.hongyan.log.Asking;
import io.hongyan.message.Contents;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.MessageService;
import io.hongyan.message.Nesting;
import io.hongyan.message.Sent;
import io.hongyan.message.history.Visibility;
import io.hongyan.message.operation.FoundMessage;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiFunction;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Sends again what its sender may see elsewhere, as it is now: without mentions, reactions and what it answered.
/// Thread-safe.
public final class Forwards {

    /// As much as a client's frame may have.
    private static final int MAX_BYTES = 64 << 10;

    /// How deep what was forwarded again and again may be nested: far from what a parser of JSON gives up at.
    private static final int MAX_DEPTH = 64;

    private static final JsonFactory JSON = Json.factory();

    /// Numbers stay as they are written.
    private static final JsonMapper MAPPER = JsonMapper.builder(Json.factory())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final MessageService messages;
    private final Visibility visibility;
    private final FoundMessage.Lookup found;
    private final BiFunction<ConversationId, Long, EncodedEntry> history;

    /// `history` gives an entry that exists, as it is now.
    public Forwards(
            MessageService messages,
            Visibility visibility,
            FoundMessage.Lookup found,
            BiFunction<ConversationId, Long, EncodedEntry> history) {
        this.messages = messages;
        this.visibility = visibility;
        this.found = found;
        this.history = history;
    }

    /// What a message says now.
    private record Said(String sender, String at, String kind, String body) {}

    /// Sends it into `to`. A retry with the same `clientId` is answered as the first, unless a
    /// message has changed since.
    Sent forward(UserId user, ConversationId to, ForwardRequest request) {
        long firstVisible = visibility.firstVisible(user, request.from());
        List<Said> said = request.seqs().stream()
                .distinct()
                .sorted()
                .map(seq -> said(request.from(), seq, firstVisible))
                .toList();
        Content content = request.isMerged() ? merged(request, said) : as(said.getFirst());
        return Asking.ask(reply -> messages.send(user, to, request.clientId(), content, reply));
    }

    private Said said(ConversationId from, long seq, long firstVisible) {
        if (seq < firstVisible) {
            throw noMessage();
        }
        FoundMessage message = found.findMessage(from, seq).orElseThrow(Forwards::noMessage);
        EncodedEntry entry = history.apply(from, seq);
        try {
            JsonNode json = MAPPER.readTree(new ByteBufferBackedInputStream(entry.bytes()));
            JsonNode body = json.get("body");
            if (message.isRecalled() || body == null) {
                throw new HongyanException(ErrorCode.GONE, "the message was recalled");
            }
            return new Said(
                    json.path("senderId").asText(),
                    json.path("at").asText(),
                    message.kind(),
                    MAPPER.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HongyanException noMessage() {
        return HongyanException.notFound("There is no such message.");
    }

    private static Content as(Said said) {
        return new Content(said.kind(), said.body(), null, Mentions.NOBODY);
    }

    private static Content merged(ForwardRequest request, List<Said> said) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (request.title() != null) {
                json.writeStringField("title", request.title());
            }
            json.writeArrayFieldStart("items");
            for (Said one : said) {
                json.writeStartObject();
                json.writeStringField("senderId", one.sender());
                json.writeStringField("at", one.at());
                json.writeStringField("kind", one.kind());
                json.writeFieldName("body");
                json.writeRawValue(one.body());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String body = text.toString();
        if (body.getBytes(UTF_8).length > MAX_BYTES) {
            throw HongyanException.invalid("/seqs", "say more than " + MAX_BYTES + " bytes together");
        }
        if (Nesting.depth(body) > MAX_DEPTH) {
            throw HongyanException.invalid("/seqs", "were forwarded together too often, one in the other");
        }
        return new Content(Contents.MERGED, body, null, Mentions.NOBODY);
    }
}
