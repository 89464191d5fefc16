package io.hongyan.bench.ceiling;

import io.hongyan.bench.measure.DataFolder;
import io.hongyan.client.ClientFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// How many records the standalone's broker takes from one producer that waits for all its acknowledgements
/// (`acks=all`), as many at once as its buffer holds. On a topic of its own, which goes afterwards.
final class KafkaCeiling {

    private static final int PARTITIONS = 4;
    private static final int BYTES = 300;
    private static final long MAX_MICROS = 600_000_000;
    private static final int MICRO = 1_000;

    private final Map<String, Object> properties;
    private final String topic;

    private KafkaCeiling(Map<String, Object> properties, String topic) {
        this.properties = Map.copyOf(properties);
        this.topic = topic;
    }

    static Ceiling measure(DataFolder folder, String run, Duration duration) throws IOException, InterruptedException {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", "127.0.0.1:" + folder.port("kafka"));
        properties.put("security.protocol", "SASL_PLAINTEXT");
        properties.put("sasl.mechanism", "PLAIN");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"hongyan\" password=\"%s\";"
                        .formatted(folder.credential("kafka")));
        KafkaCeiling ceiling = new KafkaCeiling(properties, "bench-" + run);
        try (Admin admin = Admin.create(ceiling.properties)) {
            admin.createTopics(List.of(new NewTopic(ceiling.topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            try {
                return ceiling.produce(duration);
            } finally {
                admin.deleteTopics(List.of(ceiling.topic)).all().get();
            }
        } catch (ExecutionException e) {
            throw new ClientFailure("Kafka refuses: " + e.getCause());
        }
    }

    private Ceiling produce(Duration duration) {
        Map<String, Object> producing = new HashMap<>(properties);
        producing.put("acks", "all");
        producing.put("linger.ms", 5);
        producing.put("key.serializer", ByteArraySerializer.class.getName());
        producing.put("value.serializer", ByteArraySerializer.class.getName());
        Histogram micros = new ConcurrentHistogram(MAX_MICROS, 3);
        AtomicReference<Exception> failed = new AtomicReference<>();
        long begin = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producing)) {
            byte[] value = new byte[BYTES];
            while (System.nanoTime() - begin < duration.toNanos()) {
                long sent = System.nanoTime();
                producer.send(new ProducerRecord<>(topic, value), (metadata, failure) -> {
                    if (failure == null) {
                        micros.recordValue((System.nanoTime() - sent) / MICRO);
                    } else {
                        failed.set(failure);
                    }
                });
            }
            producer.flush();
        }
        if (failed.get() != null) {
            throw new ClientFailure("Kafka refuses: " + failed.get());
        }
        return Ceiling.of("Kafka producer, acks=all, 300 bytes", micros, begin);
    }
}
