package io.hongyan.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.message.Contents;
import io.hongyan.message.MediaDoor;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The media that messages carry, as the door of the log asks for them. Thread-safe.
final class CarriedMedia implements MediaDoor {

    private static final String POINTER = "/body/mediaId";
    private static final String MEDIA_ID = "mediaId";
    private static final int MAX_TEXT = 1_000;

    private final MediaAccess access;
    private final MediaRepository media;
    private final ToLongFunction<ConversationId> heads;
    private final ObjectMapper json;
    private final Clock clock;

    /// `heads` gives the seq of a conversation's last entry.
    CarriedMedia(
            MediaAccess access,
            MediaRepository media,
            ToLongFunction<ConversationId> heads,
            ObjectMapper json,
            Clock clock) {
        this.access = access;
        this.media = media;
        this.heads = heads;
        this.json = json;
        this.clock = clock;
    }

    /// Merged messages carry what they were merged from carried.
    @Override
    public boolean carries(@Nullable String kind) {
        return MediaKind.find(kind).isPresent();
    }

    @Override
    public ObjectNode describe(UserId sender, String kind, JsonNode body) {
        Media found = require(sender, id(body));
        if (!found.kind().wireName().equals(kind)) {
            throw HongyanException.invalid(
                    POINTER, "is of the kind " + found.kind().wireName());
        }
        ObjectNode described = JsonNodeFactory.instance
                .objectNode()
                .put(MEDIA_ID, found.id().toString())
                .put("name", found.name())
                .put("size", found.size())
                .put("type", found.type());
        if (found.thumbnailType() != null) {
            described.put("width", found.width()).put("height", found.height()).put("thumbnail", true);
        }
        if (found.durationMs() != null) {
            described.put("durationMs", found.durationMs());
        }
        Contents.putOptional(described, body, "text", MAX_TEXT);
        return described;
    }

    private Media require(UserId sender, MediaId id) {
        try {
            return access.require(sender, id);
        } catch (HongyanException problem) {
            throw problem.code() == ErrorCode.NOT_FOUND ? noMedium() : problem;
        }
    }

    private static HongyanException noMedium() {
        return HongyanException.invalid(POINTER, "must be a medium that is complete and that you may see");
    }

    private static MediaId id(JsonNode body) {
        JsonNode id = body.path(MEDIA_ID);
        try {
            return MediaId.valueOf(id.isTextual() ? id.textValue() : "");
        } catch (IllegalArgumentException notAnId) {
            throw HongyanException.invalid(POINTER, "must be the id of a medium");
        }
    }

    @Override
    public void admit(ConversationId conversation, UserId sender, String clientId, Content content) {
        Set<MediaId> carried = carried(content);
        if (carried.isEmpty()) {
            return;
        }
        long floor = heads.applyAsLong(conversation) + 1;
        for (MediaId id : carried) {
            require(sender, id);
            if (media.refer(id, conversation, sender, clientId, floor, clock.instant()) == 0) {
                throw noMedium();
            }
        }
    }

    private Set<MediaId> carried(Content content) {
        if (!carries(content.kind()) && !content.kind().equals(Contents.MERGED)) {
            return Set.of();
        }
        Set<MediaId> carried = new LinkedHashSet<>();
        try {
            JsonNode body = json.readTree(content.body());
            if (carries(content.kind())) {
                carried.add(id(body));
            }
            for (JsonNode item : body.path("items")) {
                if (carries(item.path("kind").textValue())) {
                    carried.add(id(item.path("body")));
                }
            }
            return carried;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body that the server wrote can be read", e);
        }
    }
}
