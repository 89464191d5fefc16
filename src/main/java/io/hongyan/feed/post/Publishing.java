package io.hongyan.feed.post;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.relation.circle.Circles;
import io.hongyan.streams.fanout.Audience;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutPolicy;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.fanout.FanoutStrategy;
import io.hongyan.streams.feed.PostPublished;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Stores posts, and has those of small authors written into timelines. Thread-safe.
///
/// A post and the note that it has to be written stand in one transaction, in which the author is locked: so each post
/// belongs to one generation of its author, and readers who know the generation know where to look.
final class Publishing {

    private final Jdbi jdbi;
    private final Circles circles;
    private final FanoutPolicy policy;
    private final Consumer<PostPublished> announce;
    private final BiConsumer<UserId, Visibility> read;
    private final Clock clock;

    /// `announce` hears of posts that have to be written into timelines, `read` of whom there is a post that is
    /// read from its author, and who sees it.
    Publishing(
            Jdbi jdbi,
            Circles circles,
            FanoutStrategy strategy,
            Consumer<PostPublished> announce,
            BiConsumer<UserId, Visibility> read,
            Clock clock) {
        this.jdbi = jdbi;
        this.circles = circles;
        this.policy = new FanoutPolicy(strategy, null);
        this.announce = announce;
        this.read = read;
        this.clock = clock;
    }

    /// Stores a post, once.
    void publish(StoredPost post) {
        long followers = followers(post.author());
        Optional<FanoutMode> way = jdbi.inTransaction(transaction -> store(post, followers, transaction));
        way.ifPresent(mode -> {
            switch (mode) {
                case WRITE -> announce.accept(new PostPublished(post.id(), post.author()));
                case READ -> read.accept(post.author(), post.visibility());
            }
        });
    }

    /// Takes a post back; nothing where there is none of this author.
    void delete(StoredPost post) {
        jdbi.useTransaction(transaction -> {
            PostRepository posts = transaction.attach(PostRepository.class);
            if (posts.delete(post.id(), post.author()) == 1) {
                transaction.attach(AuthorRepository.class).forget(post.id());
                if (post.repostOf() != null) {
                    posts.countRepost(post.repostOf(), -1);
                }
            }
        });
    }

    /// Which way it goes to others; empty where it was stored before, or is for nobody else.
    private Optional<FanoutMode> store(StoredPost post, long followers, Handle transaction) {
        AuthorRepository authors = transaction.attach(AuthorRepository.class);
        PostRepository posts = transaction.attach(PostRepository.class);
        authors.ensure(post.author());
        AuthorRepository.Way way = authors.lock(post.author());
        FanoutMode before = FanoutState.mode(way.generation());
        FanoutMode mode = decide(post.author(), followers, before, way.override());
        if (mode != before) {
            authors.change(post.author(), way.generation() + 1);
        }
        if (posts.store(post) == 0) {
            return Optional.empty();
        }
        if (post.repostOf() != null) {
            posts.countRepost(post.repostOf(), 1);
        }
        if (post.visibility() == Visibility.SELF) {
            return Optional.empty();
        }
        if (mode == FanoutMode.WRITE) {
            authors.spread(post.id(), post.author(), Long.MAX_VALUE, clock.instant());
        }
        return Optional.of(mode);
    }

    /// An author's audience is their followers; their id takes the place of a conversation's.
    private FanoutMode decide(UserId author, long followers, FanoutMode before, @Nullable FanoutMode override) {
        if (followers < 0 && override == null) {
            return before;
        }
        int members = (int) Math.min(followers, Integer.MAX_VALUE);
        return policy.decide(new Audience(new ConversationId(author.value()), members, before, override));
    }

    /// Below zero while Neo4j can't be asked: then the author's way stays as it is, unless it was overridden.
    private long followers(UserId author) {
        try {
            return circles.followerCount(author);
        } catch (HongyanException away) {
            if (away.code() == ErrorCode.UNAVAILABLE) {
                return -1;
            }
            throw away;
        }
    }
}
