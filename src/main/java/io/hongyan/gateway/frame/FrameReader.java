package io.hongyan.gateway.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Json;
import io.hongyan.infra.UnfitText;
import io.hongyan.message.Draft;
import io.hongyan.message.history.Range;
import io.hongyan.message.operation.Operation;
import io.hongyan.presence.Status;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads clients' frames. Unknown fields are ignored; known ones are read strictly. Thread-safe.
public final class FrameReader {

    private static final int FETCH_LIMIT = 200;
    private static final int FETCH_DEFAULT = 50;
    private static final int SYNC_LIMIT = 1_000;
    private static final int SYNC_DEFAULT = 500;

    /// The protocol's own mapper would refuse unfit text before `r` is known.
    private final JsonMapper json = JsonMapper.builder(Json.factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    public Incoming read(String text) {
        JsonNode tree;
        try {
            tree = json.readTree(text);
        } catch (JsonProcessingException notJson) {
            return new Incoming.Malformed();
        }
        return tree instanceof ObjectNode object ? read(object) : new Incoming.Malformed();
    }

    private static Incoming read(ObjectNode object) {
        Fields fields = new Fields(object);
        Long r = null;
        try {
            r = fields.optionalInteger("r");
            String unfit = findUnfit(object);
            if (unfit != null) {
                throw HongyanException.invalid(unfit, "contains NUL or half of a surrogate pair");
            }
            return read(fields, r);
        } catch (HongyanException problem) {
            JsonNode clientId = object.get("clientId");
            boolean echoed = clientId != null && clientId.isTextual() && !UnfitText.in(clientId.textValue());
            return new Incoming.Invalid(r, echoed ? clientId.textValue() : null, problem);
        }
    }

    private static ClientFrame read(Fields fields, @Nullable Long r) {
        String type = fields.text("t");
        return switch (type) {
            case "hello" ->
                new ClientFrame.Hello(r, fields.text("token"), fields.optionalText("cursor"), pushMode(fields));
            case "auth" -> new ClientFrame.Auth(r, fields.text("token"));
            case "send" -> send(fields, r);
            case "read" -> new ClientFrame.Read(r, conversation(fields), fields.integer("seq"));
            case "recall" -> operate(fields, r, new Operation.Recall());
            case "edit" -> operate(fields, r, new Operation.Edit(fields.text("clientId"), fields.find("body")));
            case "react" -> operate(fields, r, new Operation.React(fields.text("emoji"), fields.isOn()));
            case "pin" -> operate(fields, r, new Operation.Pin(fields.isOn()));
            case "unread" -> new ClientFrame.Unread(r, conversation(fields));
            case "settings" -> settings(fields, r);
            case "fetch" -> fetch(fields, r);
            case "sync" ->
                new ClientFrame.Sync(r, fields.optionalText("cursor"), fields.limit(SYNC_LIMIT, SYNC_DEFAULT));
            case "ack" -> new ClientFrame.Ack(r, fields.text("cursor"));
            case "typing" -> new ClientFrame.Typing(r, conversation(fields));
            case "watch" -> new ClientFrame.Watch(r, users(fields));
            case "status" -> new ClientFrame.State(r, status(fields));
            case "ping" -> new ClientFrame.Ping(r);
            default -> throw HongyanException.invalid("/t", "is not a type of frame that this server knows");
        };
    }

    private static PushMode pushMode(Fields fields) {
        String push = fields.optionalText("push");
        return switch (push) {
            case null -> PushMode.FULL;
            case "full" -> PushMode.FULL;
            case "notify" -> PushMode.NOTIFY;
            default -> throw HongyanException.invalid("/push", "must be full or notify");
        };
    }

    private static Set<UserId> users(Fields fields) {
        List<String> ids = fields.optionalTexts("presence");
        try {
            return ids == null ? Set.of() : ids.stream().map(UserId::valueOf).collect(Collectors.toSet());
        } catch (IllegalArgumentException notAnId) {
            throw HongyanException.invalid("/presence", "must be user ids");
        }
    }

    private static Status status(Fields fields) {
        return Status.find(fields.text("state"))
                .orElseThrow(() -> HongyanException.invalid("/state", "must be online, away, busy or invisible"));
    }

    private static ClientFrame send(Fields fields, @Nullable Long r) {
        Draft draft = new Draft(
                fields.text("clientId"),
                fields.optionalText("kind"),
                fields.find("body"),
                fields.optionalInteger("replyTo"),
                fields.optionalTexts("mentions"));
        boolean toConversation = fields.find("conversationId") != null;
        boolean toPerson = fields.find("to") != null;
        if (toConversation && toPerson) {
            throw HongyanException.invalid("/to", "must not be given together with conversationId");
        }
        return toPerson
                ? new ClientFrame.SendTo(r, fields.id("to", UserId::valueOf), draft)
                : new ClientFrame.Send(r, conversation(fields), draft);
    }

    private static ClientFrame operate(Fields fields, @Nullable Long r, Operation operation) {
        return new ClientFrame.Operate(r, conversation(fields), fields.integer("target"), operation);
    }

    private static ClientFrame settings(Fields fields, @Nullable Long r) {
        ClientFrame.Settings settings = new ClientFrame.Settings(
                r,
                conversation(fields),
                fields.optionalBoolean("muted"),
                fields.optionalBoolean("pinned"),
                fields.optionalBoolean("hidden"));
        if (settings.muted() == null && settings.pinned() == null && settings.hidden() == null) {
            throw HongyanException.invalid("", "must change muted, pinned or hidden");
        }
        return settings;
    }

    private static ClientFrame fetch(Fields fields, @Nullable Long r) {
        Range range = Range.of(
                fields.optionalInteger("before"), fields.optionalInteger("after"), fields.optionalInteger("around"));
        return new ClientFrame.Fetch(r, conversation(fields), range, fields.limit(FETCH_LIMIT, FETCH_DEFAULT));
    }

    private static ConversationId conversation(Fields fields) {
        return fields.id("conversationId", ConversationId::valueOf);
    }

    /// The pointer of what contains text that no frame may have; null where all is fit.
    private static @Nullable String findUnfit(JsonNode node) {
        if (node.isTextual()) {
            return UnfitText.in(node.textValue()) ? "" : null;
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (UnfitText.in(property.getKey())) {
                return "";
            }
            String below = findUnfit(property.getValue());
            if (below != null) {
                return "/" + property.getKey().replace("~", "~0").replace("/", "~1") + below;
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            String below = findUnfit(node.get(i));
            if (below != null) {
                return "/" + i + below;
            }
        }
        return null;
    }
}
