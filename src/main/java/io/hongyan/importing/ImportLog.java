package io.hongyan.importing;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.StartFailure;
import io.hongyan.log.EventFeed;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.relation.RelationChanged;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Appends to the log, hears what a running server answers to commands, and ends when everything is durable.
/// Used by one thread.
final class ImportLog implements GroupTarget.Commands, AutoCloseable {

    /// How many commands are on their way at once: as many as keep a server busy, and few enough for others not to wait
    /// behind them.
    private static final int IN_FLIGHT = 1_000;

    /// A server that runs answers within milliseconds, and one whose broker starts again within seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final Answers answers = new Answers(PATIENCE);
    private final EventFeed feed;
    private boolean listens;
    private volatile @Nullable Exception failure;

    ImportLog(KafkaConfiguration kafka) {
        Map<String, Object> properties = kafka.clientProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "hongyan-import");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        feed = new EventFeed(kafka, answers::tell);
    }

    /// Has a running server do it now, and one that isn't running when it starts.
    @Override
    public void append(Command command, Consumer<String> refused) {
        if (!listens) {
            // A feed that stops answers no more, which is all that matters here; the server says why.
            feed.start(Map.of(), _ -> {});
            listens = true;
        }
        answers.await(IN_FLIGHT - 1);
        ProducerRecord<byte[], byte[]> record = Topics.COMMANDS.record(command.conversation(), command);
        answers.expect(refused).addTo(record.headers());
        send(record);
    }

    @Override
    public void await() {
        answers.await(0);
    }

    /// How many commands nobody answered: a server that runs later does them, or refuses them.
    long unanswered() {
        return answers.givenUp();
    }

    /// Has every node forget what it remembers of these two.
    void changed(UserId one, UserId other) {
        send(Topics.RELATIONS.record(one, new RelationChanged(one, other)));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, failed) -> {
            if (failed != null) {
                failure = failed;
            }
        });
    }

    /// @throws StartFailure if anything of it is not in the log
    @Override
    public void close() {
        producer.close();
        feed.close();
        Exception failed = failure;
        if (failed != null) {
            throw new StartFailure("Kafka didn't take everything; repeat the import: " + failed.getMessage(), failed);
        }
    }
}
