package io.hongyan.notification;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.hongyan.infra.Jobs;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Format;
import io.hongyan.streams.log.Topics;
import io.hongyan.testing.TestEngines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The members of a group in read mode, of whom jobs are made that tell them of messages to all.
@Tag("apart")
@SuppressWarnings("NullAway.Init") // The engines are started before any test.
final class MentionedAllIT {

    private static final ConversationId HALL = new ConversationId(7);
    private static final int MEMBERS = 450;
    private static final UserId ANNA = new UserId(1);
    private static final UserId BO = new UserId(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestEngines engines;
    private static Jdbi jdbi;

    private Worker worker;

    @BeforeAll
    static void start() throws Exception {
        engines = TestEngines.startPostgresql();
        jdbi = engines.jdbi();
    }

    @AfterAll
    static void stop() throws Exception {
        engines.close();
    }

    @BeforeEach
    void fill() {
        jdbi.useHandle(handle -> {
            handle.execute("TRUNCATE member, mentioned_all, scheduled_tasks");
            handle.execute("""
                    INSERT INTO member (account, conversation, position, role, joined_seq, has_left, read_seq,
                        read_ordinal, muted, pinned, hidden, marked_unread)
                    SELECT account, ?, 1, 'MEMBER', 1, false, 1, 0, false, false, false, false
                    FROM generate_series(1, ?) AS account
                    """, HALL, MEMBERS);
        });
        worker = new Worker();
    }

    @AfterEach
    void rest() {
        worker.jobs.stop();
    }

    @Test
    void manyMessagesToAllAreToldAtThePaceOfOne() {
        worker.jobs.start();
        worker.look(ANNA, 2);
        await().atMost(PATIENCE).until(() -> told().size() >= MentionedAll.PAGE);
        forgetTold();

        IntStream.rangeClosed(3, 12).forEach(seq -> worker.look(ANNA, seq));

        awaitDone();
        // Also those who were told of the first message already, but not its sender.
        assertThat(told()).containsExactlyElementsOf(members(ANNA));
        List<Instant> times = pages().stream().map(Page::at).toList();
        assertThat(pages()).allMatch(page -> page.members() <= MentionedAll.PAGE);
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i))).isGreaterThanOrEqualTo(MentionedAll.PAUSE);
        }
    }

    @Test
    void whoeverSentOneOfThemIsToldOfTheOthers() {
        worker.look(ANNA, 2);
        worker.look(BO, 3);
        worker.look(BO, 4);

        worker.jobs.start();

        awaitDone();
        assertThat(told()).hasSize(MEMBERS).contains(ANNA, BO);
    }

    @Test
    void whoeverHasReadOrMutedOrLeftIsNotTold() {
        jdbi.useHandle(handle -> {
            handle.execute("UPDATE member SET read_seq = 3 WHERE account = 10");
            handle.execute("UPDATE member SET muted = true WHERE account = 11");
            handle.execute("UPDATE member SET has_left = true WHERE account = 12");
            handle.execute("UPDATE member SET joined_seq = 4, read_seq = 4 WHERE account = 13");
            // What they have read is the message before.
            handle.execute("UPDATE member SET read_seq = 2 WHERE account = 14");
        });
        worker.look(ANNA, 2);
        worker.look(ANNA, 3);

        worker.jobs.start();

        awaitDone();
        assertThat(told())
                .hasSize(MEMBERS - 5)
                .contains(new UserId(14))
                .doesNotContainAnyElementsOf(
                        LongStream.rangeClosed(10, 13).mapToObj(UserId::new).toList());
    }

    @Test
    void anotherProcessGoesOnWhereOneStopped() {
        worker.jobs.start();
        worker.look(ANNA, 2);
        await().atMost(PATIENCE).until(() -> !told().isEmpty());
        worker.jobs.stop();
        int before = told().size();
        forgetTold();

        worker = new Worker();
        worker.jobs.start();

        awaitDone();
        assertThat(told()).hasSize(MEMBERS - 1 - before).isEqualTo(members(ANNA).subList(before, MEMBERS - 1));
    }

    @Test
    void aMessageThatComesWhileTheJobIsBeingDoneIsNotForgotten() {
        worker.look(ANNA, 2);
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE scheduled_tasks SET picked = true, picked_by = 'another', last_heartbeat = now()"));

        worker.look(ANNA, 3);
        // The other one had looked before, and has ended.
        jdbi.useHandle(handle -> handle.execute("DELETE FROM scheduled_tasks WHERE picked"));

        worker.jobs.start();
        awaitDone();
        assertThat(told()).containsExactlyElementsOf(members(ANNA));
    }

    /// All but one, in the order of their ids.
    private static List<UserId> members(UserId but) {
        return LongStream.rangeClosed(1, MEMBERS)
                .mapToObj(UserId::new)
                .filter(user -> !user.equals(but))
                .toList();
    }

    private static void awaitDone() {
        await().atMost(PATIENCE)
                .until(() -> list("SELECT task_instance FROM scheduled_tasks WHERE task_name = 'notification-all'")
                        .isEmpty());
        assertThat(list("SELECT conversation::text FROM mentioned_all")).isEmpty();
    }

    private static List<UserId> told() {
        return list("SELECT task_instance FROM scheduled_tasks WHERE task_name = 'notification'").stream()
                .map(UserId::valueOf)
                .sorted()
                .toList();
    }

    /// As if all who were to be told had been.
    private static void forgetTold() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM scheduled_tasks WHERE task_name = 'notification'"));
    }

    private static List<String> list(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    /// Those whom the job has had told at once.
    private record Page(Instant at, int members) {}

    private static List<Page> pages() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT execution_time, count(*) AS members
                        FROM scheduled_tasks
                        WHERE task_name = 'notification'
                        GROUP BY execution_time
                        ORDER BY execution_time
                        """)
                .map((row, _) -> new Page(row.getTimestamp(1).toInstant(), row.getInt(2)))
                .list());
    }

    /// What a node has for this; people are told an hour later, so that it can be seen who is to be.
    private static final class Worker {

        private final MentionedAll mentionedAll;
        private final Jobs jobs;

        Worker() {
            Clock clock = Clock.systemUTC();
            Supplier<SchedulerClient> client = this::client;
            mentionedAll = new MentionedAll(
                    HALL::equals,
                    new Recipients(_ -> Set.of(), client, Duration.ofHours(1), clock),
                    jdbi.onDemand(NotificationRepository.class),
                    new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> 0.5),
                    client,
                    clock);
            jobs = new Jobs(
                    engines.dataSource(), "node", 2, Duration.ofMillis(50), List.of(mentionedAll.task()), List.of());
        }

        private SchedulerClient client() {
            return jobs.client();
        }

        /// Hears of a message to all.
        void look(UserId sender, long seq) {
            Event event = new Event.MessageSent(
                    HALL,
                    seq,
                    seq,
                    0,
                    sender,
                    new MessageId(seq),
                    "client-id",
                    new Content("text", "{\"text\":\"all\"}", null, new Mentions(true, List.of())));
            RecordHeaders headers = new RecordHeaders();
            Format.addTo(headers);
            mentionedAll.look(List.of(new ConsumerRecord<>(
                    Topics.EVENTS.name(),
                    0,
                    seq,
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    new byte[0],
                    Topics.EVENTS.values().encode(event),
                    headers,
                    Optional.empty())));
        }
    }
}
