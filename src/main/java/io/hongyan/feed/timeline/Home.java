package io.hongyan.feed.timeline;

import io.hongyan.error.HongyanException;
import io.hongyan.feed.post.Post;
import io.hongyan.feed.post.Posts;
import io.hongyan.feed.post.StoredPost;
import io.hongyan.infra.Page;
import io.hongyan.relation.graph.Cursors;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What people see of posts: their home timeline, that of a single author, and how much of theirs is new.
/// Thread-safe.
public final class Home {

    private static final int CHUNK = 50;

    /// After so many posts that a reader doesn't see, a page ends early, and its cursor goes on behind them.
    private static final int PASSED_OVER = 1_000;

    /// Above all posts, without being the beginning of a timeline.
    private static final long ALL = Long.MAX_VALUE - 1;

    /// Beyond this nobody counts.
    private static final int MAX_UNREAD = 100;

    private final TimelineRepository stored;
    private final Sources sources;
    private final Posts posts;
    private final LongSupplier ids;

    public Home(Jdbi jdbi, Sources sources, Posts posts, LongSupplier ids) {
        this.stored = jdbi.onDemand(TimelineRepository.class);
        this.sources = sources;
        this.posts = posts;
        this.ids = ids;
    }

    /// Posts that `user` sees, and below which others follow; absent at the end.
    private record Seen(List<StoredPost> posts, @Nullable PostId before) {}

    /// The posts of those whom `user` follows, and their own, the newest first.
    ///
    /// @throws HongyanException `unavailable`
    Page<Post> page(UserId user, int size, @Nullable String cursor) {
        long before = Cursors.before(cursor);
        return page(user, collect(user, sources.home(user, before), before, size, _ -> true));
    }

    /// The posts of one author.
    Page<Post> page(UserId reader, UserId author, int size, @Nullable String cursor) {
        long before = Cursors.before(cursor);
        return page(reader, collect(reader, List.of(sources.of(Set.of(author))), before, size, _ -> true));
    }

    /// How many posts of others in the home timeline are newer than the last that was seen; not more than 100. Nobody
    /// gets a timeline in Redis by it, nor keeps one for longer: only whoever looks does.
    ///
    /// @throws HongyanException `unavailable`
    public Unread unread(UserId user) {
        long seen = stored.seen(user);
        Seen newer = collect(
                user,
                sources.followed(user, ALL),
                ALL,
                MAX_UNREAD,
                entry -> entry.post().value() > seen);
        return new Unread(newer.posts().size());
    }

    /// Everything up to `post` has been seen; going back changes nothing.
    Unread markSeen(UserId user, PostId post) {
        stored.markSeen(user, Math.min(post.value(), ids.getAsLong()));
        return unread(user);
    }

    private Page<Post> page(UserId reader, Seen seen) {
        PostId before = seen.before();
        return new Page<>(posts.show(reader, seen.posts()), before == null ? null : before.toString());
    }

    /// At most `size` posts that the reader sees, for as long as `goesOn`.
    private Seen collect(UserId reader, Collection<Source> from, long before, int size, Predicate<Entry> goesOn) {
        Mixer mixer = new Mixer(List.copyOf(from), before, Math.min(CHUNK, size + 1));
        List<StoredPost> seen = new ArrayList<>();
        int passed = 0;
        while (true) {
            List<PostId> next = next(mixer, size + 1 - seen.size(), goesOn);
            passed += next.size();
            seen.addAll(posts.seen(reader, next));
            if (seen.size() > size) {
                return new Seen(seen.subList(0, size), seen.get(size - 1).id());
            }
            if (next.isEmpty()) {
                return new Seen(seen, null);
            }
            if (passed > size + PASSED_OVER) {
                return new Seen(seen, next.getLast());
            }
        }
    }

    private static List<PostId> next(Mixer mixer, int count, Predicate<Entry> goesOn) {
        List<PostId> next = new ArrayList<>();
        while (next.size() < count) {
            Optional<Entry> entry = mixer.next().filter(goesOn);
            if (entry.isEmpty()) {
                return next;
            }
            next.add(entry.get().post());
        }
        return next;
    }
}
