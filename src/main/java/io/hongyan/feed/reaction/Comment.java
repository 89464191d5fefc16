package io.hongyan.feed.reaction;

import io.hongyan.account.User;
import io.hongyan.streams.id.CommentId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody says to a post, or to another comment on it.
///
/// @param author their names; absent where there is no such account any more
public record Comment(
        CommentId id,
        UserId authorId,
        @Nullable User author,
        @Nullable CommentId replyTo,
        String text,
        Instant at) {

    static Comment of(CommentRepository.Row row, @Nullable User author) {
        return new Comment(row.id(), row.author(), author, row.replyTo(), row.text(), row.at());
    }
}
