package io.hongyan.relation.circle;

import io.hongyan.streams.id.UserId;

/// Somebody who follows an author, and the number of that following, which grows with time.
public record Follower(UserId user, long number) {}
