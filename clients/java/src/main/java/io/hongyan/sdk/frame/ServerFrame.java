package io.hongyan.sdk.frame;

import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Conversation;
import io.hongyan.sdk.model.Counts;
import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Head;
import io.hongyan.sdk.model.Marked;
import io.hongyan.sdk.model.Problem;
import io.hongyan.sdk.model.Unread;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server says.
public sealed interface ServerFrame {

    /// An answer to a request, by the number that the request had.
    sealed interface Answer extends ServerFrame {

        @Nullable
        Long r();
    }

    /// The answer to `hello`: this socket is pushed to from now on.
    record Welcome(
            @Nullable Long r,
            String userId,
            String deviceId,
            @Nullable String cursor,
            String node,
            Instant now,
            long pingMs,
            Limits limits)
            implements Answer {}

    /// What a client may do on one socket.
    record Limits(int frameBytes, int unanswered) {}

    /// Done, with nothing to say.
    record Ok(@Nullable Long r) implements Answer {}

    /// A message is durable and has its number.
    record SendOk(@Nullable Long r, Acknowledgement acknowledged) implements Answer {}

    /// A mark took effect.
    record MarkOk(@Nullable Long r, String conversationId, Marked marked) implements Answer {}

    /// A request is refused. `clientId` is that of a message.
    record Refused(
            @Nullable Long r, Problem error, @Nullable String clientId) implements Answer {}

    /// The answer to `fetch`.
    record Fetched(@Nullable Long r, String conversationId, long firstSeq, long headSeq, List<Entry> entries)
            implements Answer {

        public Fetched {
            entries = List.copyOf(entries);
        }
    }

    /// The answer to `sync`.
    record Synced(
            @Nullable Long r,
            String cursor,
            boolean more,
            boolean reset,
            List<Conversation> conversations,
            List<Entry> entries)
            implements Answer {

        public Synced {
            conversations = List.copyOf(conversations);
            entries = List.copyOf(entries);
        }
    }

    /// The answer to `ping`.
    record Pong(@Nullable Long r, @Nullable String cursor) implements Answer {}

    /// A new entry.
    record Pushed(Entry entry) implements ServerFrame {}

    /// Several new entries.
    record PushedTogether(List<Entry> entries) implements ServerFrame {

        public PushedTogether {
            entries = List.copyOf(entries);
        }
    }

    /// Where conversations stand; what leads there is to be fetched.
    record Heads(List<Head> heads) implements ServerFrame {

        public Heads {
            heads = List.copyOf(heads);
        }
    }

    record ConversationChanged(Conversation conversation) implements ServerFrame {}

    /// Absolute counts of conversations that changed, and the total. `cursor` is null while the device hasn't synced.
    record UnreadChanged(
            List<Unread.Item> conversations,
            Counts total,
            long version,
            @Nullable String cursor) implements ServerFrame {

        public UnreadChanged {
            conversations = List.copyOf(conversations);
        }
    }

    /// How far people have read.
    record Read(String conversationId, List<Event.Mark> items) implements ServerFrame {

        public Read {
            items = List.copyOf(items);
        }
    }

    /// The last frame before a close.
    record Bye(String code, @Nullable Long retryAfterMs) implements ServerFrame {}

    /// Of a type that this client doesn't know: to be passed over.
    record Unknown(String t) implements ServerFrame {}
}
