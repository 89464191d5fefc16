package io.hongyan.feed.post;

import io.hongyan.relation.permission.Tie;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A post as it is stored; `repostOf` is the post that it hands on.
public record StoredPost(
        PostId id,
        UserId author,
        Visibility visibility,
        String text,
        @Nullable PostId repostOf,
        Instant at,
        int likes,
        int comments,
        int reposts) {

    /// Whether `reader` sees it, to whom its author is `tie`.
    boolean isSeenBy(UserId reader, Tie tie) {
        if (reader.equals(author)) {
            return true;
        }
        if (tie.blocking() || tie.blocked()) {
            return false;
        }
        return switch (visibility) {
            case EVERYONE -> true;
            case FRIENDS -> tie.friendOf();
            case SELF -> false;
        };
    }
}
