package io.hongyan.streams.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/// How a topology is run: exactly once, committing often, found again by its broker after a crash.
///
/// @param client the connection properties
/// @param node this node's name, its static membership: after `kill -9` it takes its place without waiting for the
///     dead member's session to end
/// @param state the folder of the state stores
/// @param commitInterval how long a transaction lasts, and so what a reader waits
/// @param replication copies of the changelogs
public record StreamsProperties(
        Map<String, Object> client, String node, String address, Path state, Duration commitInterval, int replication) {

    /// A linger that only a commit ends. Everything goes in one request when the commit flushes it: each request costs
    /// the broker a thread's work and, with partitions that are new to the transaction, a round to its coordinator.
    public static final Duration UNTIL_COMMIT = CommitPace.LONGEST;

    public StreamsProperties {
        client = Map.copyOf(client);
    }

    /// The properties of `application`, which runs `threads` tasks at once.
    ///
    /// @param linger how long what it writes may wait for more to be written with it; [#UNTIL_COMMIT] where nobody
    ///     reads it before it is committed
    public Properties of(String application, int threads, Duration linger) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, application + "-" + node);
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // The tasks ask for commits themselves, at a pace that a busy machine can keep; see CommitPace.
        properties.put(Commits.INTERVAL, commitInterval.toMillis());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, CommitPace.LONGEST.toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        // A changelog in one broker's memory only would be lost with its power.
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), replication > 1 ? 2 : 1);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // No global thread is used; without this every start warns of its handler.
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        // Records end a wait at once, and so does the time to commit; what else there is to look after can wait.
        properties.put(StreamsConfig.POLL_MS_CONFIG, 50);
        // Only the retention lies behind a window's changelog: a day more, the default, would be restored too.
        properties.put(StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG, 0L);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), node);
        // Data ends the wait of a fetch; what else is asked for, as of a partition just restored, comes after it.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 200);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), Math.toIntExact(linger.toMillis()));
        // One request at a time: what comes meanwhile goes together in the next, the more the busier the broker is.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        // Back-to-back transactions are refused for some milliseconds while the last one is completed; the default
        // of 100 ms would be two commit intervals (KAFKA-20000).
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 200);
        return properties;
    }
}
