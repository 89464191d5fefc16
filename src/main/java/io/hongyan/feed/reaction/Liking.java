package io.hongyan.feed.reaction;

import io.hongyan.account.User;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// Somebody who likes a post.
///
/// @param user their names; absent where there is no such account any more
public record Liking(UserId userId, @Nullable User user) {}
