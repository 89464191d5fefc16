package io.hongyan.feed.reaction;

import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Who likes what. A count is changed only by who changes what is counted.
@RegisterConstructorMapper(LikeRepository.Row.class)
interface LikeRepository {

    /// Somebody who likes a post; the number grows with the time since which.
    record Row(UserId account, long number) {}

    @SqlUpdate("""
            WITH liked AS (
                INSERT INTO post_like (post, account, number)
                VALUES (:post, :account, :number)
                ON CONFLICT DO NOTHING
                RETURNING post)
            UPDATE post
            SET likes = likes + 1
            FROM liked
            WHERE post.id = liked.post
            """)
    void like(PostId post, UserId account, long number);

    @SqlUpdate("""
            WITH unliked AS (
                DELETE FROM post_like
                WHERE post = :post AND account = :account
                RETURNING post)
            UPDATE post
            SET likes = likes - 1
            FROM unliked
            WHERE post.id = unliked.post
            """)
    void unlike(PostId post, UserId account);

    /// The latest first.
    @SqlQuery("""
            SELECT account, number
            FROM post_like
            WHERE post = :post AND number < :before
            ORDER BY number DESC
            LIMIT :limit
            """)
    List<Row> likes(PostId post, long before, int limit);
}
