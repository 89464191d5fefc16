package io.hongyan.feed.post;

import io.hongyan.account.User;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A post as one person sees it.
///
/// @param author their names; absent where there is no such account any more
/// @param repostOf the post that this one hands on
/// @param original that post itself; absent where it is gone, or the reader doesn't see it
/// @param liked whether the reader likes it
public record Post(
        PostId id,
        UserId authorId,
        @Nullable User author,
        Visibility visibility,
        String text,
        @Nullable PostId repostOf,
        @Nullable Post original,
        Instant at,
        int likes,
        int comments,
        int reposts,
        boolean liked) {}
