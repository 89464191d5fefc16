package io.hongyan.feed.spread;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What the fan-out of posts tells of itself. Thread-safe.
final class SpreadMetrics {

    private final Counter followers;
    private final Counter posts;

    SpreadMetrics(MeterRegistry registry) {
        this.followers = Counter.builder("hongyan.feed.followers.told")
                .description("Followers into whose timelines posts were written, if they have one")
                .register(registry);
        this.posts = Counter.builder("hongyan.feed.posts.spread")
                .description("Posts that have reached all timelines")
                .register(registry);
    }

    void told(int count) {
        followers.increment(count);
    }

    void finished() {
        posts.increment();
    }
}
