package io.hongyan.streams.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;

/// One running topology.
///
/// Trouble with the broker is waited out. Anything else ends it for good, with one line that says what to do:
/// going on could number again what was numbered. Thread-safe.
public final class StreamsEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamsEngine.class);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final String application;
    private final KafkaStreams streams;
    private final CountDownLatch running = new CountDownLatch(1);
    private volatile @Nullable String failure;

    public StreamsEngine(Topology topology, Properties properties) {
        this.application = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        this.streams = new KafkaStreams(topology, properties, new PacedClients());
        this.streams.setUncaughtExceptionHandler(this::handle);
        this.streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING || now == KafkaStreams.State.ERROR) {
                running.countDown();
            }
        });
    }

    /// Starts it with the state that is in Kafka: what lies on the disk is never used again.
    ///
    /// After `kill -9` it can't be, because it may hold what was never committed. After a stop in order it would be
    /// used only where every store on the disk has had a record. Elsewhere Kafka Streams takes it for damaged, says
    /// so at ERROR, and starts the task a second time.
    public void start() {
        streams.cleanUp();
        streams.start();
    }

    /// Waits until its state is restored and records are being processed.
    ///
    /// @return whether that was so within `patience`
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return running.await(patience.toMillis(), TimeUnit.MILLISECONDS) && isRunning();
    }

    /// Whether records are being processed.
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /// Why it ended for good; empty while it hasn't.
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /// How many records it hasn't read yet, over all its inputs.
    public double lag() {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag")
                        && !metric.metricName()
                                .tags()
                                .getOrDefault("client-id", "")
                                .contains("restore"))
                .mapToDouble(metric -> metric.metricValue() instanceof Double lag && !lag.isNaN() ? lag : 0)
                .sum();
    }

    /// Where the process says it is that processes a partition of a topic now; empty while none does, and for one that
    /// says nothing.
    public Optional<HostInfo> ownerOf(String topic, int partition) {
        TopicPartition wanted = new TopicPartition(topic, partition);
        return streams.metadataForAllStreamsClients().stream()
                .filter(client -> client.topicPartitions().contains(wanted))
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !host.equals(HostInfo.unavailable()))
                .findFirst();
    }

    /// The application's name, for metrics and messages.
    public String application() {
        return application;
    }

    @Override
    public void close() {
        streams.close(CLOSE);
    }

    private StreamThreadExceptionResponse handle(Throwable thrown) {
        Optional<Throwable> numbering =
                causes(thrown).filter(NumberingException.class::isInstance).findFirst();
        if (numbering.isPresent()) {
            failure = String.valueOf(numbering.get().getMessage());
            log.error("{} has stopped: {}", application, numbering.get().getMessage());
            return SHUTDOWN_CLIENT;
        }
        if (causes(thrown).anyMatch(RetriableException.class::isInstance)) {
            log.warn("{} starts a thread anew, because Kafka doesn't answer: {}", application, thrown.getMessage());
            return REPLACE_THREAD;
        }
        failure = "a record can't be processed: " + thrown;
        log.error(
                "{} has stopped, nothing is lost: a record can't be processed; restart with a version that can",
                application,
                thrown);
        return SHUTDOWN_CLIENT;
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }
}
