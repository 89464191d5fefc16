package io.hongyan.projection;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.streams.log.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jdbi.v3.core.Jdbi;

/// Writes the log to PostgreSQL, on threads of its own: the nodes share the partitions among them.
///
/// Nothing waits for it: what isn't written yet is read from the [tail][io.hongyan.message.history.Tail]. With
/// PostgreSQL away it waits and keeps its partitions.
public final class Projector implements Managed {

    /// What is projected.
    static final List<String> TOPICS = List.of(Topics.EVENTS.name(), Topics.SUMMARIES.name(), Topics.MAILBOXES.name());

    private static final String GROUP = "hongyan-projector";

    /// Long enough for a restart, which then takes nothing from anybody.
    private static final Duration SESSION = Duration.ofSeconds(45);

    private final KafkaConfiguration kafka;
    private final NodeConfiguration node;
    private final ProjectionConfiguration projection;
    private final Jdbi jdbi;
    private final Clock clock;
    private final ProjectionMetrics metrics;
    private final Duration session;
    private final List<ProjectorThread> threads = new ArrayList<>();

    public Projector(
            KafkaConfiguration kafka,
            NodeConfiguration node,
            ProjectionConfiguration projection,
            Jdbi jdbi,
            Clock clock,
            MeterRegistry registry) {
        this(kafka, node, projection, jdbi, clock, registry, SESSION);
    }

    /// With another time after which a node that isn't heard of loses its partitions.
    Projector(
            KafkaConfiguration kafka,
            NodeConfiguration node,
            ProjectionConfiguration projection,
            Jdbi jdbi,
            Clock clock,
            MeterRegistry registry,
            Duration session) {
        this.kafka = kafka;
        this.node = node;
        this.projection = projection;
        this.jdbi = jdbi;
        this.clock = clock;
        this.metrics = new ProjectionMetrics(registry);
        this.session = session;
    }

    @Override
    public void start() {
        for (int number = 0; number < projection.threads(); number++) {
            ProjectorThread thread = new ProjectorThread(
                    "projector-" + number, new LogReader(consumer(number)), new Storage(jdbi, clock), metrics);
            threads.add(thread);
            thread.start();
        }
    }

    @Override
    public void stop() {
        threads.forEach(ProjectorThread::close);
    }

    /// @throws IllegalStateException if the projector doesn't write at the moment, with the reason
    public void check() {
        threads.forEach(ProjectorThread::check);
    }

    private KafkaConsumer<byte[], byte[]> consumer(int number) {
        Map<String, Object> properties = kafka.memberProperties(GROUP, node, "hongyan-projector", number);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(session.toMillis()));
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // The offsets are PostgreSQL's, and one that the log doesn't have is nothing to be passed over.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // Nobody waits for the rows, so that a few large transactions a second are better than many small ones.
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 256 * 1024);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
