package io.hongyan.message.history;

import io.hongyan.message.operation.Changes;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Map;

/// What the log says last of somebody's reaction with one emoji, while PostgreSQL may not know of it yet.
record RecentReaction(long target, String emoji, UserId user, long seq, boolean on) {

    /// Those among what was done to messages, by their seqs.
    static List<RecentReaction> of(Map<Long, Changes> changes) {
        return changes.entrySet().stream()
                .flatMap(message -> message.getValue().reactions().entrySet().stream()
                        .map(reaction -> new RecentReaction(
                                message.getKey(),
                                reaction.getKey().emoji(),
                                reaction.getKey().user(),
                                reaction.getValue().seq(),
                                reaction.getValue().on())))
                .toList();
    }
}
