package io.hongyan.testing;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.log.SourceOffset;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChanges;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import static org.awaitility.Awaitility.await;

/// Writes to the log as the topologies do: in transactions, so that markers take offsets too.
public final class LogWriter implements AutoCloseable {

    private final KafkaConfiguration kafka;
    private final KafkaProducer<byte[], byte[]> producer;

    public LogWriter(KafkaConfiguration kafka) {
        this.kafka = kafka;
        Map<String, Object> properties = kafka.clientProperties();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "log-writer");
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /// One transaction of events, each said to come from a command of that offset.
    public void events(List<? extends Event> events, long firstCommand) {
        begin(events, firstCommand);
        producer.commitTransaction();
    }

    /// Events as a crash leaves them: written, and never committed.
    public void aborted(List<? extends Event> events, long firstCommand) {
        open(events, firstCommand);
        producer.abortTransaction();
    }

    /// Events that are written, and not committed before [#commit].
    public void open(List<? extends Event> events, long firstCommand) {
        begin(events, firstCommand);
        producer.flush();
    }

    public void commit() {
        producer.commitTransaction();
    }

    private void begin(List<? extends Event> events, long firstCommand) {
        producer.beginTransaction();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            ProducerRecord<byte[], byte[]> record = Topics.EVENTS.record(event.conversation(), event);
            SourceOffset.addTo(record.headers(), firstCommand + i);
            producer.send(record);
        }
    }

    public void events(List<? extends Event> events) {
        events(events, 0);
    }

    public void summary(Summary summary) {
        producer.beginTransaction();
        producer.send(Topics.SUMMARIES.record(summary.conversation(), summary));
        producer.commitTransaction();
    }

    public void mailboxes(int partition, MailboxChanges changes) {
        producer.beginTransaction();
        producer.send(Topics.MAILBOXES.record(partition, partition, changes));
        producer.commitTransaction();
    }

    /// Bytes that aren't any record of ours.
    public void garbage(String topic, int partition) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, partition, new byte[] {1}, new byte[] {2, 3}));
        producer.commitTransaction();
    }

    /// Where each partition of `topics` ends, by the partition's name.
    ///
    /// A commit returns before its markers are in the log: this waits until no transaction is open in any of them.
    public Map<String, Long> ends(List<String> topics) {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            return await().until(
                            () -> ends(admin, topics, IsolationLevel.READ_COMMITTED),
                            committed -> committed.equals(ends(admin, topics, IsolationLevel.READ_UNCOMMITTED)));
        }
    }

    private Map<String, Long> ends(Admin admin, List<String> topics, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = topics.stream()
                .flatMap(topic -> producer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        return admin
                .listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        end -> end.getKey().toString(), end -> end.getValue().offset()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
