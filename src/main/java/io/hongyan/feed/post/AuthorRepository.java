package io.hongyan.feed.post;

import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Which way each author's posts go, and those that are on their way.
interface AuthorRepository {

    @SqlUpdate("INSERT INTO feed_author (author) VALUES (:author) ON CONFLICT DO NOTHING")
    void ensure(UserId author);

    /// The author's generation, which stays until the transaction ends.
    @SqlQuery("SELECT generation FROM feed_author WHERE author = :author FOR UPDATE")
    long lock(UserId author);

    @SqlUpdate("UPDATE feed_author SET generation = :generation WHERE author = :author")
    void change(UserId author, long generation);

    /// Has a post written into the timelines of those whose following has a number below `below`.
    @SqlUpdate("INSERT INTO feed_fanout (post, author, below, told_at) VALUES (:post, :author, :below, :time)")
    void spread(PostId post, UserId author, long below, Instant time);

    @SqlUpdate("DELETE FROM feed_fanout WHERE post = :post")
    void forget(PostId post);
}
