package io.hongyan.message.operation;

import io.hongyan.streams.id.UserId;
import java.util.List;

/// Who reacted to a message with one emoji: how many, and the [first][#MAX_USERS] of them.
public record ReactionSum(String emoji, int count, List<UserId> userIds) {

    /// How many people a message names for each emoji.
    public static final int MAX_USERS = 20;

    public ReactionSum {
        userIds = List.copyOf(userIds);
    }
}
