package io.hongyan.feed.reaction;

import io.hongyan.account.Accounts;
import io.hongyan.account.User;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.feed.post.Posts;
import io.hongyan.feed.post.StoredPost;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.Page;
import io.hongyan.relation.circle.Circles;
import io.hongyan.relation.graph.Cursors;
import io.hongyan.relation.permission.Tie;
import io.hongyan.streams.id.CommentId;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What people say to posts that they see. Thread-safe.
///
/// Lists leave out whom the reader has to do with by a block, so a page may be shorter than asked.
public final class Reactions {

    private final LikeRepository likes;
    private final CommentRepository comments;
    private final Posts posts;
    private final Circles circles;
    private final Accounts accounts;
    private final Idempotency idempotency;
    private final LongSupplier ids;
    private final Clock clock;

    public Reactions(
            Jdbi jdbi,
            Posts posts,
            Circles circles,
            Accounts accounts,
            Idempotency idempotency,
            LongSupplier ids,
            Clock clock) {
        this.likes = jdbi.onDemand(LikeRepository.class);
        this.comments = jdbi.onDemand(CommentRepository.class);
        this.posts = posts;
        this.circles = circles;
        this.accounts = accounts;
        this.idempotency = idempotency;
        this.ids = ids;
        this.clock = clock;
    }

    /// Likes a post; nothing where the user does.
    void like(UserId user, PostId post) {
        posts.require(user, post);
        likes.like(post, user, ids.getAsLong());
    }

    void unlike(UserId user, PostId post) {
        posts.require(user, post);
        likes.unlike(post, user);
    }

    Page<Liking> likes(UserId reader, PostId post, int size, @Nullable String cursor) {
        posts.require(reader, post);
        Page<LikeRepository.Row> page = Cursors.page(
                likes.likes(post, Cursors.before(cursor), size + 1), size, row -> Long.toString(row.number()));
        List<LikeRepository.Row> seen = seen(reader, page.items(), LikeRepository.Row::account);
        Map<UserId, User> names =
                accounts.users(seen.stream().map(LikeRepository.Row::account).toList());
        return new Page<>(
                seen.stream()
                        .map(row -> new Liking(row.account(), names.get(row.account())))
                        .toList(),
                page.nextCursor());
    }

    /// Says something to a post, or to a comment on it.
    Comment comment(UserId user, PostId post, CommentRequest request, @Nullable String idempotencyKey) {
        posts.require(user, post);
        CommentId replyTo = request.replyTo();
        if (replyTo != null && comments.find(post, replyTo).isEmpty()) {
            throw HongyanException.invalid("/replyTo", "is no comment on this post");
        }
        String asked = post + " " + replyTo + " " + request.text();
        CommentId id = new CommentId(idempotency.claim("comment " + user, idempotencyKey, asked, ids));
        comments.store(id, post, user, replyTo, request.text(), clock.instant());
        CommentRepository.Row stored =
                comments.find(post, id).orElseThrow(() -> HongyanException.notFound("This comment was taken back."));
        return Comment.of(stored, accounts.user(user));
    }

    /// Takes a comment away: whoever said it may, and whose post it is.
    void delete(UserId user, PostId post, CommentId id) {
        StoredPost commented = posts.require(user, post);
        CommentRepository.Row comment =
                comments.find(post, id).orElseThrow(() -> HongyanException.notFound("There is no such comment."));
        if (!comment.author().equals(user) && !commented.author().equals(user)) {
            throw new HongyanException(ErrorCode.FORBIDDEN, "This comment is somebody else's.");
        }
        comments.delete(post, id);
    }

    Page<Comment> comments(UserId reader, PostId post, int size, @Nullable String cursor) {
        posts.require(reader, post);
        Page<CommentRepository.Row> page = Cursors.page(
                comments.comments(post, Cursors.before(cursor), size + 1),
                size,
                row -> row.id().toString());
        List<CommentRepository.Row> seen = seen(reader, page.items(), CommentRepository.Row::author);
        Map<UserId, User> names =
                accounts.users(seen.stream().map(CommentRepository.Row::author).toList());
        return new Page<>(
                seen.stream()
                        .map(row -> Comment.of(row, names.get(row.author())))
                        .toList(),
                page.nextCursor());
    }

    private <T> List<T> seen(UserId reader, List<T> items, Function<T, UserId> person) {
        Map<UserId, Tie> ties = circles.ties(reader, items.stream().map(person).toList());
        return items.stream()
                .filter(item -> {
                    Tie tie = ties.getOrDefault(person.apply(item), Tie.NONE);
                    return !tie.blocking() && !tie.blocked();
                })
                .toList();
    }
}
