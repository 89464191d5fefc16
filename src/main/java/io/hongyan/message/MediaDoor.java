package io.hongyan.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// Asks for media that messages carry. What it is asked may block.
public interface MediaDoor {

    /// Whether messages of this kind carry media.
    boolean carries(@Nullable String kind);

    /// The body of a message, whose sender only says which medium it carries: all else is what is known of that.
    ///
    /// @throws HongyanException `invalid` where there is no such medium of the kind for this sender
    ObjectNode describe(UserId sender, String kind, JsonNode body);

    /// Lets those who will see a message see what it carries, before it is in the log.
    ///
    /// @throws HongyanException `invalid` where the sender may not see that themselves
    void admit(ConversationId conversation, UserId sender, String clientId, Content content);
}
