package io.hongyan.feed.post;

import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The posts of all authors.
@RegisterConstructorMapper(StoredPost.class)
interface PostRepository {

    /// How many were stored: 1, or 0 for one that is there.
    @SqlUpdate("""
            INSERT INTO post (id, author, visibility, text, repost_of, at)
            VALUES (:id, :author, :visibility, :text, :repostOf, :at)
            ON CONFLICT (id) DO NOTHING
            """)
    int store(@BindMethods StoredPost post);

    @SqlQuery("""
            SELECT id, author, visibility, text, repost_of, at, likes, comments, reposts
            FROM post
            WHERE id = :id AND NOT deleted
            """)
    Optional<StoredPost> find(PostId id);

    @SqlQuery("""
            SELECT id, author, visibility, text, repost_of, at, likes, comments, reposts
            FROM post
            WHERE id = ANY (:ids) AND NOT deleted
            """)
    List<StoredPost> findAll(Collection<PostId> ids);

    /// How many were deleted: 1, or 0 where it isn't there, or of somebody else.
    @SqlUpdate("""
            UPDATE post
            SET deleted = true, text = ''
            WHERE id = :id AND author = :author AND NOT deleted
            """)
    int delete(PostId id, UserId author);

    @SqlUpdate("UPDATE post SET reposts = reposts + :by WHERE id = :id")
    void countRepost(PostId id, int by);

    /// Which of `ids` the reader likes.
    @SqlQuery("SELECT post FROM post_like WHERE account = :reader AND post = ANY (:ids)")
    Set<PostId> liked(UserId reader, Collection<PostId> ids);
}
