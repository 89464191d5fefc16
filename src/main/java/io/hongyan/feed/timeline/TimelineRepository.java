package io.hongyan.feed.timeline;

import io.hongyan.streams.id.UserId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The authors' own timelines, what isn't in the timelines of their followers yet, and how far people have seen theirs.
@RegisterConstructorMapper(Entry.class)
@RegisterConstructorMapper(TimelineRepository.Generation.class)
interface TimelineRepository {

    /// Which way an author's posts go; 0 for those who are not listed.
    record Generation(UserId author, long generation) {}

    @SqlQuery("SELECT author, generation FROM feed_author WHERE author = ANY (:authors)")
    List<Generation> generations(Collection<UserId> authors);

    /// The newest posts below `before`, at most `limit` of each author, the newest first.
    @SqlQuery("""
            SELECT newest.id AS post, wanted.author
            FROM unnest(:authors) AS wanted (author)
            CROSS JOIN LATERAL (
                SELECT id
                FROM post
                WHERE post.author = wanted.author AND id < :before AND NOT deleted
                ORDER BY id DESC
                LIMIT :limit) AS newest
            ORDER BY newest.id DESC
            """)
    List<Entry> newest(Collection<UserId> authors, long before, int limit);

    /// Of these authors, what isn't in all timelines yet, the newest first.
    @SqlQuery("""
            SELECT post, author
            FROM feed_fanout
            WHERE author = ANY (:authors)
            ORDER BY post DESC
            LIMIT :limit
            """)
    List<Entry> unfinished(Collection<UserId> authors, int limit);

    @SqlQuery("SELECT coalesce((SELECT seen FROM feed_mark WHERE account = :user), 0)")
    long seen(UserId user);

    /// Never goes back.
    @SqlUpdate("""
            INSERT INTO feed_mark AS known (account, seen)
            VALUES (:user, :post)
            ON CONFLICT (account) DO UPDATE
            SET seen = excluded.seen
            WHERE known.seen < excluded.seen
            """)
    void markSeen(UserId user, long post);
}
