package io.hongyan.feed.reaction;

import io.hongyan.streams.id.CommentId;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// The comments on all posts. A count is changed only by who changes what is counted.
@RegisterConstructorMapper(CommentRepository.Row.class)
interface CommentRepository {

    /// A comment as it is stored.
    record Row(CommentId id, UserId author, @Nullable CommentId replyTo, String text, Instant at) {}

    @SqlUpdate("""
            WITH stored AS (
                INSERT INTO post_comment (id, post, author, reply_to, text, at)
                VALUES (:id, :post, :author, :replyTo, :text, :at)
                ON CONFLICT (id) DO NOTHING
                RETURNING post)
            UPDATE post
            SET comments = comments + 1
            FROM stored
            WHERE post.id = stored.post
            """)
    void store(CommentId id, PostId post, UserId author, @Nullable CommentId replyTo, String text, Instant at);

    @SqlQuery("""
            SELECT id, author, reply_to, text, at
            FROM post_comment
            WHERE id = :id AND post = :post
            """)
    Optional<Row> find(PostId post, CommentId id);

    @SqlUpdate("""
            WITH deleted AS (
                DELETE FROM post_comment
                WHERE id = :id AND post = :post
                RETURNING post)
            UPDATE post
            SET comments = comments - 1
            FROM deleted
            WHERE post.id = deleted.post
            """)
    void delete(PostId post, CommentId id);

    /// The latest first.
    @SqlQuery("""
            SELECT id, author, reply_to, text, at
            FROM post_comment
            WHERE post = :post AND id < :before
            ORDER BY id DESC
            LIMIT :limit
            """)
    List<Row> comments(PostId post, long before, int limit);
}
