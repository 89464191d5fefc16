package io.hongyan.relation.circle;

import io.hongyan.streams.id.UserId;
import java.util.Map;

/// Whom somebody follows, each with the number of that following: another one after every unfollowing.
public record Followees(Map<UserId, Long> numbers) {

    public Followees {
        numbers = Map.copyOf(numbers);
    }
}
