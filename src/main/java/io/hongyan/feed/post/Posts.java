package io.hongyan.feed.post;

import io.hongyan.account.Accounts;
import io.hongyan.account.User;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Idempotency;
import io.hongyan.relation.circle.Circles;
import io.hongyan.relation.permission.Tie;
import io.hongyan.streams.fanout.FanoutStrategy;
import io.hongyan.streams.feed.PostPublished;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Makes posts, and shows them to those who may see them. Thread-safe.
public final class Posts {

    private final PostRepository posts;
    private final Publishing publishing;
    private final Circles circles;
    private final Accounts accounts;
    private final Idempotency idempotency;
    private final LongSupplier ids;
    private final Clock clock;

    /// `announce` hears of posts that have to be written into timelines, `read` of whom there is a post that is
    /// read from its author, and who sees it.
    public Posts(
            Jdbi jdbi,
            Circles circles,
            Accounts accounts,
            FanoutStrategy strategy,
            Consumer<PostPublished> announce,
            BiConsumer<UserId, Visibility> read,
            Idempotency idempotency,
            LongSupplier ids,
            Clock clock) {
        this.posts = jdbi.onDemand(PostRepository.class);
        this.publishing = new Publishing(jdbi, circles, strategy, announce, read, clock);
        this.circles = circles;
        this.accounts = accounts;
        this.idempotency = idempotency;
        this.ids = ids;
        this.clock = clock;
    }

    /// Publishes a post; a repost of a repost hands on what that one does.
    ///
    /// @throws HongyanException `notFound` where the author doesn't see what is handed on; `forbidden` where not
    ///     everybody does
    Post publish(UserId author, PostRequest request, @Nullable String idempotencyKey) {
        String words = request.words();
        PostId original = request.repostOf() == null ? null : original(author, request.repostOf());
        String asked = request.audience() + " " + original + " " + words;
        long id = idempotency.claim("post " + author, idempotencyKey, asked, ids);
        PostId post = new PostId(id);
        publishing.publish(new StoredPost(post, author, request.audience(), words, original, clock.instant(), 0, 0, 0));
        return show(author, List.of(require(author, post))).getFirst();
    }

    private PostId original(UserId author, PostId wanted) {
        StoredPost handedOn = require(author, wanted);
        StoredPost original = handedOn.repostOf() == null ? handedOn : require(author, handedOn.repostOf());
        if (original.visibility() != Visibility.EVERYONE) {
            throw new HongyanException(ErrorCode.FORBIDDEN, "This post is not for everybody.");
        }
        return original.id();
    }

    /// Takes one's own post back.
    void delete(UserId user, PostId id) {
        StoredPost post = require(user, id);
        if (!post.author().equals(user)) {
            throw new HongyanException(ErrorCode.FORBIDDEN, "This post is somebody else's.");
        }
        publishing.delete(post);
    }

    Post find(UserId reader, PostId id) {
        return show(reader, List.of(require(reader, id))).getFirst();
    }

    /// A post that `reader` sees.
    ///
    /// @throws HongyanException `notFound`, whether there is none or they don't see it
    public StoredPost require(UserId reader, PostId id) {
        return posts.find(id)
                .filter(post -> post.isSeenBy(reader, tie(reader, post.author())))
                .orElseThrow(() -> HongyanException.notFound("There is no such post."));
    }

    /// Those of `wanted` that `reader` sees, in the same order.
    public List<StoredPost> seen(UserId reader, List<PostId> wanted) {
        Map<PostId, StoredPost> found = byId(wanted);
        Map<UserId, Tie> ties = ties(reader, found.values());
        return wanted.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .filter(post -> post.isSeenBy(reader, ties.getOrDefault(post.author(), Tie.NONE)))
                .toList();
    }

    /// As `reader` sees them, with names and what they hand on.
    public List<Post> show(UserId reader, List<StoredPost> shown) {
        List<PostId> handedOn = shown.stream()
                .map(StoredPost::repostOf)
                .filter(Objects::nonNull)
                .toList();
        Map<PostId, StoredPost> originals = seen(reader, handedOn).stream()
                .collect(Collectors.toMap(StoredPost::id, Function.identity(), (one, same) -> one));
        List<StoredPost> all =
                Stream.concat(shown.stream(), originals.values().stream()).toList();
        Set<PostId> liked = posts.liked(reader, all.stream().map(StoredPost::id).toList());
        Map<UserId, User> names =
                accounts.users(all.stream().map(StoredPost::author).collect(Collectors.toSet()));
        return shown.stream()
                .map(post -> {
                    StoredPost original = post.repostOf() == null ? null : originals.get(post.repostOf());
                    return post(post, original == null ? null : post(original, null, names, liked), names, liked);
                })
                .toList();
    }

    private static Post post(StoredPost post, @Nullable Post original, Map<UserId, User> names, Set<PostId> liked) {
        return new Post(
                post.id(),
                post.author(),
                names.get(post.author()),
                post.visibility(),
                post.text(),
                post.repostOf(),
                original,
                post.at(),
                post.likes(),
                post.comments(),
                post.reposts(),
                liked.contains(post.id()));
    }

    private Map<PostId, StoredPost> byId(Collection<PostId> wanted) {
        return wanted.isEmpty()
                ? Map.of()
                : posts.findAll(Set.copyOf(wanted)).stream()
                        .collect(Collectors.toMap(StoredPost::id, Function.identity()));
    }

    private Map<UserId, Tie> ties(UserId reader, Collection<StoredPost> shown) {
        return circles.ties(reader, shown.stream().map(StoredPost::author).collect(Collectors.toSet()));
    }

    private Tie tie(UserId reader, UserId author) {
        return circles.ties(reader, List.of(author)).getOrDefault(author, Tie.NONE);
    }
}
