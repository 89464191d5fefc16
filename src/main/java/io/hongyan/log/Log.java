package io.hongyan.log;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.feed.PostPublished;
import io.hongyan.streams.log.ReplyTo;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Mailboxes;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.relation.RelationChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Objects.requireNonNull;

/// Appends commands and marks to Kafka, and hands each its answer. Thread-safe.
///
/// What one thread appends for one conversation keeps its order. Appending blocks only while Kafka can't be
/// reached, for at most two seconds. While the log is behind, nothing is appended, and the answer `unavailable`.
public final class Log implements Managed {

    private static final Logger log = LoggerFactory.getLogger(Log.class);

    /// How long whoever asks waits: longer than a broker takes to start again.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /// How long the oldest may have waited before newer ones are turned away: far longer than an answer takes,
    /// and short enough that what is let in is answered before its patience is over.
    private static final Duration BEHIND_AFTER = Duration.ofSeconds(3);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String node;
    private final int partitions;
    private final Map<String, Object> properties;
    private final Waiting<Answer> commands = new Waiting<>(PATIENCE, BEHIND_AFTER, System::nanoTime);
    private final Waiting<MailboxChange> marks = new Waiting<>(PATIENCE, BEHIND_AFTER, System::nanoTime);
    private final LogMetrics metrics;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-sweeper").factory());
    private volatile @Nullable Producer<byte[], byte[]> producer;

    public Log(KafkaConfiguration kafka, String node, LogMetrics metrics) {
        this.node = node;
        this.metrics = metrics;
        metrics.countWaiting(this::waiting);
        this.partitions = kafka.partitions();
        this.properties = kafka.clientProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "hongyan-log-" + node);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        // Each request less is work less for the broker.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    }

    /// A producer looks for Kafka as soon as it is made.
    @Override
    public void start() {
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        sweeper.scheduleAtFixedRate(
                () -> {
                    commands.sweep();
                    marks.sweep();
                },
                250,
                250,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        sweeper.shutdownNow();
        started().close(Duration.ofSeconds(5));
    }

    private Producer<byte[], byte[]> started() {
        return requireNonNull(producer, "the log has started");
    }

    /// Appends a command; `reply` hears what became of it.
    public void append(Command command, Reply<Answer> reply) {
        append(Topics.COMMANDS.record(command.conversation(), command), commands, reply);
    }

    /// Appends a mark; `reply` hears the mailbox after it.
    public void append(Mark mark, Reply<MailboxChange> reply) {
        append(Topics.MARKS.record(Mailboxes.partition(mark.user(), partitions), mark.user(), mark), marks, reply);
    }

    /// Appends a command and waits for its answer.
    ///
    /// @throws HongyanException `unavailable` or `timeout`
    public Answer ask(Command command) {
        return Asking.ask(reply -> append(command, reply));
    }

    /// Tells every node that relations have changed, and returns when that is durable.
    ///
    /// @throws HongyanException `unavailable`
    public void tell(Collection<RelationChanged> changes) {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (RelationChanged changed : changes) {
                sent.add(started().send(Topics.RELATIONS.record(changed.one(), changed)));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            throw problem(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem(e);
        }
    }

    /// Tells those who fan posts out that there is one, and waits for nothing: what is missing here is announced again
    /// by whoever keeps the posts that aren't fanned out.
    public void announce(PostPublished post) {
        try {
            started().send(Topics.POSTS.record(post.author(), post), (metadata, failure) -> {
                if (failure != null) {
                    log.debug("{} isn't announced", post, failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            log.debug("{} can't be announced", post, e);
        }
    }

    /// Hands an answer to whoever waits for it on this node.
    void answered(ReplyTo replyTo, Answer answer) {
        if (replyTo.node().equals(node)) {
            commands.answer(replyTo.request(), answer);
        }
    }

    /// Hands a mailbox to whoever waits for it on this node.
    void answered(ReplyTo replyTo, MailboxChange change) {
        if (replyTo.node().equals(node)) {
            marks.answer(replyTo.request(), change);
        }
    }

    private int waiting() {
        return commands.size() + marks.size();
    }

    private <T> void append(ProducerRecord<byte[], byte[]> record, Waiting<T> waiting, Reply<T> reply) {
        // Marks too where commands are behind: the mailboxes have all of those still before them.
        if (commands.isBehind() || waiting.isBehind()) {
            metrics.shed();
            reply.failed(HongyanException.unavailable("the server has too much to do; try again", RETRY_AFTER, null));
            return;
        }
        long request = waiting.add(reply);
        new ReplyTo(node, request).addTo(record.headers());
        try {
            started().send(record, (metadata, failure) -> {
                if (failure != null) {
                    waiting.fail(request, problem(failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            waiting.fail(request, problem(e));
        }
    }

    private static HongyanException problem(Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            return HongyanException.invalid("/body", "is too large");
        }
        log.debug("an append failed", failure);
        return HongyanException.unavailable("the log can't be reached; try again", RETRY_AFTER, null);
    }
}
