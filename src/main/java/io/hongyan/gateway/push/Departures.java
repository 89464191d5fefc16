package io.hongyan.gateway.push;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who was removed lately, and by which entry: the views may not have heard of it. Guarded by [Subscriptions].
///
/// A view is behind by parts of a second, so the latest few thousand are plenty.
final class Departures {

    private static final int REMEMBERED = 10_000;

    private final Map<Departure, Long> seqs = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Departure, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// `user` is null where the whole group was dissolved.
    private record Departure(
            ConversationId conversation, @Nullable UserId user) {}

    void left(ConversationId conversation, UserId user, long seq) {
        seqs.put(new Departure(conversation, user), seq);
    }

    void dissolved(ConversationId conversation, long seq) {
        seqs.put(new Departure(conversation, null), seq);
    }

    /// The entry with which `user` was last out of the conversation; 0 where none is remembered.
    long seq(ConversationId conversation, UserId user) {
        return Math.max(
                seqs.getOrDefault(new Departure(conversation, user), 0L),
                seqs.getOrDefault(new Departure(conversation, null), 0L));
    }
}
