package io.hongyan.feed.spread;

import io.hongyan.feed.timeline.Entry;
import io.hongyan.feed.timeline.Timelines;
import io.hongyan.relation.circle.Circles;
import io.hongyan.relation.circle.Follower;
import io.hongyan.streams.feed.PostPublished;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// Takes posts on by a page of followers at a time. Used by several threads.
final class SpreadStep {

    private static final int PAGE = 500;

    private final SpreadRepository stored;
    private final Circles circles;
    private final Timelines timelines;
    private final SpreadListener listener;
    private final SpreadMetrics metrics;
    private final Clock clock;

    SpreadStep(
            Jdbi jdbi,
            Circles circles,
            Timelines timelines,
            SpreadListener listener,
            SpreadMetrics metrics,
            Clock clock) {
        this.stored = jdbi.onDemand(SpreadRepository.class);
        this.circles = circles;
        this.timelines = timelines;
        this.listener = listener;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// How many followers were told, and whether there are more.
    record Told(int followers, boolean more) {}

    /// Tells the next followers of a post, and notes how far that is. Whatever fails, it may be repeated.
    Told take(PostPublished post) {
        Optional<SpreadRepository.Way> way = stored.find(post.post());
        if (way.isEmpty()) {
            return new Told(0, false);
        }
        List<Follower> followers = circles.followers(post.author(), way.get().below(), PAGE);
        if (!followers.isEmpty()) {
            List<UserId> users = followers.stream().map(Follower::user).toList();
            timelines.add(new Entry(post.post(), post.author()), users);
            listener.written(post.author(), way.get().visibility(), users);
            metrics.told(followers.size());
        }
        if (followers.size() < PAGE) {
            stored.finish(post.post());
            metrics.finished();
            return new Told(followers.size(), false);
        }
        stored.move(post.post(), followers.getLast().number(), clock.instant());
        return new Told(followers.size(), true);
    }
}
