package io.hongyan.feed;

import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.hongyan.account.AccountFeature;
import io.hongyan.account.Accounts;
import io.hongyan.feed.hint.Gate;
import io.hongyan.feed.hint.HintListener;
import io.hongyan.feed.hint.Hints;
import io.hongyan.feed.post.AuthorFanoutResource;
import io.hongyan.feed.post.AuthorFanouts;
import io.hongyan.feed.post.PostResource;
import io.hongyan.feed.post.Posts;
import io.hongyan.feed.post.PostsResource;
import io.hongyan.feed.reaction.CommentsResource;
import io.hongyan.feed.reaction.LikeResource;
import io.hongyan.feed.reaction.LikesResource;
import io.hongyan.feed.reaction.Reactions;
import io.hongyan.feed.spread.Spreading;
import io.hongyan.feed.timeline.AuthorResource;
import io.hongyan.feed.timeline.FeedResource;
import io.hongyan.feed.timeline.Home;
import io.hongyan.feed.timeline.Sources;
import io.hongyan.feed.timeline.Timelines;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.infra.Snowflake;
import io.hongyan.presence.Broadcast;
import io.hongyan.presence.Connected;
import io.hongyan.relation.circle.Circles;
import io.hongyan.streams.feed.PostPublished;
import io.hongyan.streams.id.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import redis.clients.jedis.RedisClient;

/// Everything about the feed, put together: what has to be started, and the resources it serves.
public record FeedFeature(Spreading spreading, Hints hints, List<Object> resources) {

    public FeedFeature {
        resources = List.copyOf(resources);
    }

    /// What the feed stands on. `announce` tells those who fan posts out that there is one, `here` gives who is
    /// connected to this node, and `listener` tells people's devices on all of them.
    public record Base(
            Jdbi jdbi,
            RedisClient redis,
            KafkaConfiguration kafka,
            NodeConfiguration node,
            Circles circles,
            AccountFeature account,
            Consumer<PostPublished> announce,
            Broadcast broadcast,
            Supplier<Set<UserId>> here,
            HintListener listener,
            Idempotency idempotency,
            Snowflake ids,
            MeterRegistry metrics,
            Clock clock) {}

    /// Puts it together.
    public static FeedFeature assemble(FeedConfiguration configuration, Base base) {
        Jdbi jdbi = base.jdbi();
        Circles circles = base.circles();
        Accounts accounts = base.account().accounts();
        Timelines timelines = new Timelines(
                base.redis(),
                configuration.timeline().length(),
                configuration.timeline().life().toJavaDuration());
        Posts posts = new Posts(
                jdbi,
                circles,
                accounts,
                configuration.strategy(),
                base.announce(),
                (author, visibility) -> base.broadcast().say(Hints.word(author, visibility)),
                base.idempotency(),
                base.ids()::next,
                base.clock());
        Reactions reactions =
                new Reactions(jdbi, posts, circles, accounts, base.idempotency(), base.ids()::next, base.clock());
        Home home = new Home(jdbi, new Sources(jdbi, timelines, circles), posts, base.ids()::next);
        Hints hints = new Hints(
                new Gate(base.redis(), configuration.hintEvery().toJavaDuration()),
                base.broadcast(),
                new Connected(base.redis(), base.clock()),
                base.here(),
                circles,
                user -> home.unread(user).unread(),
                base.listener());
        Spreading spreading = new Spreading(
                base.kafka(),
                base.node(),
                configuration.fanout().threads(),
                configuration.fanout().followersPerSecond(),
                jdbi,
                circles,
                timelines,
                hints::written,
                base.announce(),
                base.metrics(),
                base.clock());
        return new FeedFeature(
                spreading,
                hints,
                List.of(
                        new PostsResource(posts),
                        new PostResource(posts),
                        new AuthorFanoutResource(
                                new AuthorFanouts(jdbi, accounts, base.account().audit())),
                        new LikeResource(reactions),
                        new LikesResource(reactions),
                        new CommentsResource(reactions),
                        new FeedResource(home),
                        new AuthorResource(home)));
    }

    /// Serves the resources.
    public void register(JerseyEnvironment jersey) {
        resources.forEach(jersey::register);
    }
}
