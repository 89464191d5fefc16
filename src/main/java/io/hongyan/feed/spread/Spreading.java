package io.hongyan.feed.spread;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.feed.timeline.Timelines;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.relation.circle.Circles;
import io.hongyan.streams.feed.PostPublished;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes posts into the timelines of their authors' followers, on threads of its own: the nodes share the authors.
///
/// Nothing that is read depends on how far it is.
public final class Spreading implements Managed {

    private static final Logger log = LoggerFactory.getLogger(Spreading.class);

    private static final String GROUP = "hongyan-feed";

    /// A post that nobody worked on for so long is announced again: its announcement was lost, or waits behind others.
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final int TOGETHER = 1_000;

    private final KafkaConfiguration kafka;
    private final NodeConfiguration node;
    private final int count;
    private final int followersPerSecond;
    private final SpreadStep step;
    private final SpreadRepository stored;
    private final Consumer<PostPublished> announce;
    private final Clock clock;
    private final List<SpreadThread> threads = new ArrayList<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("feed-forgotten").factory());

    /// `count` is that of the threads, and `followersPerSecond` what each of them does at most.
    public Spreading(
            KafkaConfiguration kafka,
            NodeConfiguration node,
            int count,
            int followersPerSecond,
            Jdbi jdbi,
            Circles circles,
            Timelines timelines,
            SpreadListener listener,
            Consumer<PostPublished> announce,
            MeterRegistry registry,
            Clock clock) {
        this.kafka = kafka;
        this.node = node;
        this.count = count;
        this.followersPerSecond = followersPerSecond;
        this.step = new SpreadStep(jdbi, circles, timelines, listener, new SpreadMetrics(registry), clock);
        this.stored = jdbi.onDemand(SpreadRepository.class);
        this.announce = announce;
        this.clock = clock;
    }

    @Override
    public void start() {
        for (int number = 0; number < count; number++) {
            Pace pace = new Pace(followersPerSecond, System::nanoTime);
            SpreadThread thread = new SpreadThread("feed-" + number, consumer(number), step, pace);
            threads.add(thread);
            thread.start();
        }
        looking.scheduleWithFixedDelay(this::remember, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        looking.shutdownNow();
        threads.forEach(SpreadThread::close);
    }

    /// @throws IllegalStateException if posts aren't written into timelines at the moment, with the reason
    public void check() {
        threads.forEach(SpreadThread::check);
    }

    /// The loop's policy: while PostgreSQL is away, nothing is announced.
    private void remember() {
        try {
            stored.forgotten(clock.instant().minus(FORGOTTEN), clock.instant(), TOGETHER)
                    .forEach(announce);
        } catch (JdbiException away) {
            log.debug("forgotten posts can't be looked for", away);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(int number) {
        Map<String, Object> properties = kafka.memberProperties(GROUP, node, "hongyan-feed", number);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
