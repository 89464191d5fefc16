package io.hongyan.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.UserId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Checks what a client wants to say, and brings it into the one form that the log keeps.
///
/// Fields that a kind doesn't know are dropped, and the known ones written in a fixed order, so that a retry
/// which differs only in form is still the same message. Thread-safe.
public final class Contents {

    static final int MAX_TEXT = 8_000;
    static final int MAX_CUSTOM_TYPE = 64;
    static final int MAX_CUSTOM_BYTES = 16 << 10;
    static final int MAX_MENTIONS = 100;

    /// How deep what an application sends may be nested: far from what a parser of JSON gives up at.
    static final int MAX_CUSTOM_DEPTH = 32;
    static final int MAX_NAME = 128;
    static final int MAX_ADDRESS = 256;

    /// Decimal places before or behind the point. A double has fewer, and more would take whoever writes them out
    /// without an exponent gigabytes.
    static final int MAX_PLACES = 400;

    /// The kind of several messages as one, which only forwarding makes.
    public static final String MERGED = "merged";

    private static final String EVERYBODY = "all";

    private final ObjectMapper json;
    private final MediaDoor media;

    public Contents(ObjectMapper json, MediaDoor media) {
        this.json = json;
        this.media = media;
    }

    /// Whether checking it may block.
    boolean mayBlock(Draft draft) {
        return media.carries(draft.kind());
    }

    /// @throws HongyanException `invalid`, naming the field
    Content of(UserId sender, Draft draft) {
        if (draft.kind() == null) {
            throw HongyanException.invalid("/kind", "is missing");
        }
        if (draft.replyTo() != null && draft.replyTo() < 1) {
            throw HongyanException.invalid("/replyTo", "must be the seq of an entry");
        }
        String body = media.carries(draft.kind())
                ? write(media.describe(sender, draft.kind(), requireObject(draft.body())))
                : body(draft.kind(), draft.body());
        return new Content(draft.kind(), body, draft.replyTo(), mentions(draft.mentions()));
    }

    /// What a message of this kind is to say from now on.
    ///
    /// @throws HongyanException `invalid`, naming the field
    public String edited(String kind, @Nullable JsonNode body) {
        if (media.carries(kind) || kind.equals(MERGED)) {
            throw HongyanException.invalid("/body", "of a message of the kind " + kind + " stays as it is");
        }
        return body(kind, body);
    }

    private static JsonNode requireObject(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw HongyanException.invalid("/body", "must be an object");
        }
        return body;
    }

    private String body(String kind, @Nullable JsonNode given) {
        JsonNode body = requireObject(given);
        return write(
                switch (kind) {
                    case "text" -> text(body);
                    case "location" -> location(body);
                    case "card" -> card(body);
                    case "custom" -> custom(body);
                    default -> throw HongyanException.invalid("/kind", "is not a kind that can be sent");
                });
    }

    private static ObjectNode text(JsonNode body) {
        String text = string(body, "text", MAX_TEXT);
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    private static ObjectNode location(JsonNode body) {
        ObjectNode location = JsonNodeFactory.instance
                .objectNode()
                .put("latitude", degrees(body, "latitude", 90))
                .put("longitude", degrees(body, "longitude", 180));
        putOptional(location, body, "name", MAX_NAME);
        putOptional(location, body, "address", MAX_ADDRESS);
        return location;
    }

    /// What tells two places on earth from each other that are more than a hand apart.
    private static BigDecimal degrees(JsonNode body, String field, int max) {
        JsonNode node = body.path(field);
        if (!node.isNumber()
                || hasEndlessNumber(node)
                || node.decimalValue().abs().compareTo(BigDecimal.valueOf(max)) > 0) {
            throw HongyanException.invalid("/body/" + field, "must be degrees from -" + max + " to " + max);
        }
        BigDecimal rounded =
                node.decimalValue().setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded;
    }

    /// Somebody, shown to others.
    private static ObjectNode card(JsonNode body) {
        JsonNode user = body.path("userId");
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        try {
            card.put(
                    "userId",
                    UserId.valueOf(user.isTextual() ? user.textValue() : "").toString());
        } catch (IllegalArgumentException notAnId) {
            throw HongyanException.invalid("/body/userId", "must be a user id");
        }
        putOptional(card, body, "name", MAX_NAME);
        return card;
    }

    /// Takes over a text of 1 to `max` code points, where there is one.
    ///
    /// @throws HongyanException `invalid`, naming the field
    public static void putOptional(ObjectNode object, JsonNode body, String field, int max) {
        if (body.hasNonNull(field)) {
            object.put(field, string(body, field, max));
        }
    }

    private ObjectNode custom(JsonNode body) {
        String type = string(body, "type", MAX_CUSTOM_TYPE);
        JsonNode data = body.path("data");
        if (data.isMissingNode()) {
            throw HongyanException.invalid("/body/data", "is missing");
        }
        if (hasEndlessNumber(data)) {
            throw HongyanException.invalid("/body/data", "has a number that is too large or too small");
        }
        String written = write(data);
        if (Nesting.depth(written) > MAX_CUSTOM_DEPTH) {
            throw HongyanException.invalid("/body/data", "is nested deeper than " + MAX_CUSTOM_DEPTH);
        }
        if (written.getBytes(UTF_8).length > MAX_CUSTOM_BYTES) {
            throw HongyanException.invalid("/body/data", "has at most " + MAX_CUSTOM_BYTES + " bytes");
        }
        ObjectNode custom = JsonNodeFactory.instance.objectNode().put("type", type);
        custom.set("data", data);
        return custom;
    }

    private static boolean hasEndlessNumber(JsonNode node) {
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            return Math.max(number.scale(), (long) number.precision() - number.scale()) > MAX_PLACES;
        }
        for (JsonNode element : node) {
            if (hasEndlessNumber(element)) {
                return true;
            }
        }
        return false;
    }

    /// A text of 1 to `max` code points.
    private static String string(JsonNode body, String field, int max) {
        JsonNode node = body.path(field);
        String text = node.isTextual() ? node.textValue() : "";
        if (text.isEmpty() || text.codePointCount(0, text.length()) > max) {
            throw HongyanException.invalid("/body/" + field, "must be a text of 1 to " + max + " characters");
        }
        return text;
    }

    private static Mentions mentions(@Nullable List<String> mentions) {
        if (mentions == null || mentions.isEmpty()) {
            return Mentions.NOBODY;
        }
        if (mentions.equals(List.of(EVERYBODY))) {
            return new Mentions(true, List.of());
        }
        if (mentions.size() > MAX_MENTIONS) {
            throw HongyanException.invalid("/mentions", "has at most " + MAX_MENTIONS + " people");
        }
        try {
            return new Mentions(
                    false,
                    mentions.stream().map(UserId::valueOf).distinct().sorted().toList());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw HongyanException.invalid("/mentions", "must be user ids, or [\"all\"]");
        }
    }

    private String write(JsonNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parsed tree can be written", e);
        }
    }
}
