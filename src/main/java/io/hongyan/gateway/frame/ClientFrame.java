package io.hongyan.gateway.frame;

import io.hongyan.message.Draft;
import io.hongyan.message.history.Range;
import io.hongyan.message.operation.Operation;
import io.hongyan.presence.Status;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client says. `r` is its own number of the request, echoed in the answer.
public sealed interface ClientFrame extends Incoming {

    @Nullable
    Long r();

    /// The first frame. `cursor` is how far this device has synced, null for not at all.
    record Hello(@Nullable Long r, String token, @Nullable String cursor, PushMode push) implements ClientFrame {

        @Override
        public String toString() {
            return "Hello[" + push + "]";
        }
    }

    /// A fresh token on an open socket.
    record Auth(@Nullable Long r, String token) implements ClientFrame {

        @Override
        public String toString() {
            return "Auth[]";
        }
    }

    /// A message into a conversation.
    record Send(@Nullable Long r, ConversationId conversation, Draft draft) implements ClientFrame {}

    /// A message to a person, into the direct conversation with them.
    record SendTo(@Nullable Long r, UserId to, Draft draft) implements ClientFrame {}

    /// Something is done to the message `target`.
    record Operate(@Nullable Long r, ConversationId conversation, long target, Operation operation)
            implements ClientFrame {}

    /// Everything up to `seq` is read.
    record Read(@Nullable Long r, ConversationId conversation, long seq) implements ClientFrame {}

    /// Show the conversation as unread.
    record Unread(@Nullable Long r, ConversationId conversation) implements ClientFrame {}

    /// Change what isn't null.
    record Settings(
            @Nullable Long r,
            ConversationId conversation,
            @Nullable Boolean muted,
            @Nullable Boolean pinned,
            @Nullable Boolean hidden)
            implements ClientFrame {}

    /// Entries of one conversation.
    record Fetch(@Nullable Long r, ConversationId conversation, Range range, int limit) implements ClientFrame {}

    /// What changed since `cursor`; null asks for a snapshot.
    record Sync(@Nullable Long r, @Nullable String cursor, int limit) implements ClientFrame {}

    /// This device has stored everything up to `cursor`. Not answered.
    record Ack(@Nullable Long r, String cursor) implements ClientFrame {}

    /// The user types. Answered only where `r` is given, or it is wrong; so are the two that follow.
    record Typing(@Nullable Long r, ConversationId conversation) implements ClientFrame {}

    /// This device wants to know how these are, and nobody else any more.
    record Watch(@Nullable Long r, Set<UserId> presence) implements ClientFrame {

        public Watch {
            presence = Set.copyOf(presence);
        }
    }

    /// How the user is, as this device says.
    record State(@Nullable Long r, Status status) implements ClientFrame {}

    record Ping(@Nullable Long r) implements ClientFrame {}
}
