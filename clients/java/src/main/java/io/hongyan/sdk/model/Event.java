package io.hongyan.sdk.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an application is told. Kinds may be added: pass over those you don't know.
public sealed interface Event {

    /// The server knows this device, and pushes to it from now on.
    record Connected(String userId, String deviceId, String node) implements Event {}

    /// The connection is lost; the next try comes after `retryIn`.
    record Disconnected(String reason, Duration retryIn) implements Event {}

    /// Everything there was when the device connected has been told or is on its way.
    record Synced() implements Event {}

    /// The next entry of a conversation: each `seq` comes once, after the one below it.
    record Appended(Entry entry) implements Event {}

    /// The server has lost what was above `seq`; it is void, and what replaces it follows.
    record Rewound(String conversationId, long seq) implements Event {}

    /// A conversation as it is now.
    record ConversationChanged(Conversation conversation) implements Event {}

    /// A conversation that isn't the user's any more.
    record ConversationDropped(String conversationId) implements Event {}

    /// All counts as they are now; it replaces the last one.
    record UnreadChanged(Unread unread) implements Event {}

    /// How far people have read.
    record Read(String conversationId, List<Mark> marks) implements Event {

        public Read {
            marks = List.copyOf(marks);
        }
    }

    /// How far one person has read.
    record Mark(String userId, long seq) {}

    /// It is over: the application closed the client, or the server won't have this device any more (`failure`).
    record Closed(@Nullable RuntimeException failure) implements Event {}
}
