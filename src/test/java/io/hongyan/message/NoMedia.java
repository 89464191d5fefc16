package io.hongyan.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// A world without media.
final class NoMedia implements MediaDoor {

    @Override
    public boolean carries(@Nullable String kind) {
        return false;
    }

    @Override
    public ObjectNode describe(UserId sender, String kind, JsonNode body) {
        throw new AssertionError("nothing carries media");
    }

    @Override
    public void admit(ConversationId conversation, UserId sender, String clientId, Content content) {}
}
