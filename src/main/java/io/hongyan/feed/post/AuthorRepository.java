package io.hongyan.feed.post;

import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// Which way each author's posts go, and those that are on their way.
@RegisterConstructorMapper(AuthorRepository.Way.class)
interface AuthorRepository {

    /// An author's generation, and an administrator's wish, null for none.
    record Way(long generation, @Nullable FanoutMode override) {}

    @SqlUpdate("INSERT INTO feed_author (author) VALUES (:author) ON CONFLICT DO NOTHING")
    void ensure(UserId author);

    /// The author's way, which stays until the transaction ends.
    @SqlQuery("SELECT generation, override FROM feed_author WHERE author = :author FOR UPDATE")
    Way lock(UserId author);

    @SqlUpdate("UPDATE feed_author SET generation = :generation WHERE author = :author")
    void change(UserId author, long generation);

    @SqlUpdate("UPDATE feed_author SET override = :override WHERE author = :author")
    void override(UserId author, @Nullable FanoutMode override);

    /// Has a post written into the timelines of those whose following has a number below `below`.
    @SqlUpdate("INSERT INTO feed_fanout (post, author, below, told_at) VALUES (:post, :author, :below, :time)")
    void spread(PostId post, UserId author, long below, Instant time);

    @SqlUpdate("DELETE FROM feed_fanout WHERE post = :post")
    void forget(PostId post);
}
