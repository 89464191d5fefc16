package io.hongyan.feed.spread;

import io.hongyan.feed.post.Visibility;
import io.hongyan.streams.feed.PostPublished;
import io.hongyan.streams.id.PostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// How far posts on their way have come.
@RegisterConstructorMapper(PostPublished.class)
@RegisterConstructorMapper(SpreadRepository.Way.class)
interface SpreadRepository {

    /// Below which number followers haven't been told yet of a post, and who sees it.
    record Way(long below, Visibility visibility) {}

    /// Empty where nobody has to be told any more.
    @SqlQuery("""
            SELECT feed_fanout.below, post.visibility
            FROM feed_fanout
            JOIN post ON post.id = feed_fanout.post
            WHERE feed_fanout.post = :post
            """)
    Optional<Way> find(PostId post);

    /// Goes down only: two who work on the same post do no harm.
    @SqlUpdate("UPDATE feed_fanout SET below = least(below, :below), told_at = :time WHERE post = :post")
    void move(PostId post, long below, Instant time);

    @SqlUpdate("DELETE FROM feed_fanout WHERE post = :post")
    void finish(PostId post);

    /// Posts that nobody has worked on since `time`, which from `now` on count as worked on.
    @SqlQuery("""
            UPDATE feed_fanout
            SET told_at = :now
            WHERE post IN (
                SELECT post
                FROM feed_fanout
                WHERE told_at < :time
                ORDER BY told_at
                LIMIT :limit
                FOR UPDATE SKIP LOCKED)
            RETURNING post, author
            """)
    List<PostPublished> forgotten(Instant time, Instant now, int limit);
}
