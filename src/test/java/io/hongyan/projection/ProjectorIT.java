package io.hongyan.projection;

import io.hongyan.infra.NodeConfiguration;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entries;
import io.hongyan.message.history.History;
import io.hongyan.message.history.Range;
import io.hongyan.message.history.Tail;
import io.hongyan.standalone.EngineName;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import io.hongyan.testing.LogWriter;
import io.hongyan.testing.TestEngines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Tag("apart")
@SuppressWarnings("NullAway.Init") // The engines are started before any test.
final class ProjectorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// The shortest that a broker allows.
    private static final Duration SESSION = Duration.ofSeconds(6);

    private static final UserId ANNA = new UserId(5);

    private static TestEngines engines;
    private static LogWriter log;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Projector> projectors = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        engines = TestEngines.start();
        log = new LogWriter(engines.kafka());
    }

    @AfterAll
    static void stop() throws Exception {
        log.close();
        engines.close();
    }

    @AfterEach
    void stopProjectors() {
        projectors.forEach(Projector::stop);
    }

    private Projector project(String node, int threads) {
        Projector projector = new Projector(
                engines.kafka(),
                new NodeConfiguration(node, 0, Path.of("unused"), ""),
                new ProjectionConfiguration(threads),
                engines.jdbi(),
                Clock.systemUTC(),
                metrics,
                SESSION);
        projectors.add(projector);
        projector.start();
        return projector;
    }

    @Test
    void everythingOfTheLogIsProjectedUpToItsVeryEnd() throws Exception {
        ConversationId cats = new ConversationId(101);
        SimulatedMailboxes mailboxes = new SimulatedMailboxes();
        log.events(messages(cats, 1, 300), 7_000);
        log.summary(new Summary(
                cats,
                1,
                ConversationKind.GROUP,
                "Cats",
                ANNA,
                List.of(),
                2,
                io.hongyan.streams.conversation.History.ALL,
                false,
                FanoutState.WRITE,
                List.of(),
                GroupRules.FIRST));
        log.mailboxes(
                1,
                new MailboxChanges(
                        Cause.MEMBERSHIP, mailboxes.deliver(joined(cats)).changes()));
        log.mailboxes(1, mailboxes.mark(new Mark.Read(ANNA, cats, 9, 9)));

        project("node-1", 1);

        awaitEnd();
        assertThat(seqs(cats)).containsExactlyElementsOf(seqs(1, 300));
        assertThat(one("SELECT title FROM conversation WHERE id = 101")).isEqualTo("Cats");
        assertThat(one("SELECT read_seq FROM member WHERE conversation = 101")).isEqualTo("9");
        assertThat(new ProjectedOffsets(engines.jdbi(), TestEngines.PARTITIONS).lastCommands())
                .containsValue(7_299L);
        // They are counted after they were stored.
        await().untilAsserted(() -> assertThat(rows()).isGreaterThanOrEqualTo(302));
        await().atMost(PATIENCE).until(() -> lag() == 0);
    }

    @Test
    void aRestartGoesOnWhereItStopped() throws Exception {
        ConversationId cats = new ConversationId(102);
        log.events(messages(cats, 1, 50));
        Projector first = project("node-1", 1);
        awaitEnd();

        first.stop();
        log.events(messages(cats, 51, 100));
        project("node-1", 1);

        awaitEnd();
        assertThat(seqs(cats)).containsExactlyElementsOf(seqs(1, 100));
    }

    @Test
    void whileKeepingItsPlaceItWaitsForPostgresqlToComeBack() throws Exception {
        ConversationId cats = new ConversationId(103);
        log.events(messages(cats, 1, 50));
        Projector projector = project("node-1", 1);
        awaitEnd();
        // Those of the test before stay for the length of a session.
        await().atMost(PATIENCE).until(() -> members().size() == 1);
        Set<String> members = members();

        engines.stop(EngineName.POSTGRESQL);
        log.events(messages(cats, 51, 400));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatIllegalStateException().isThrownBy(projector::check));
        engines.start(EngineName.POSTGRESQL);

        awaitEnd();
        assertThat(seqs(cats)).containsExactlyElementsOf(seqs(1, 400));
        await().untilAsserted(() -> assertThatCode(projector::check).doesNotThrowAnyException());
        assertThat(members()).isEqualTo(members);
    }

    @Test
    void aRecordThatPostgresqlRefusesIsSetAsideAndStillReadable() throws Exception {
        ConversationId cats = new ConversationId(104);
        List<Event> events = new ArrayList<>(messages(cats, 1, 99));
        events.add(withClientId(cats, 100, "nul\0"));
        events.addAll(messages(cats, 101, 150));
        log.events(events);

        project("node-1", 1);

        awaitEnd();
        assertThat(seqs(cats)).hasSize(149).doesNotContain(100L);
        assertThat(one("SELECT seq || ' ' || topic FROM dead_letter WHERE conversation = 104"))
                .isEqualTo("100 events");
        Tail tail = new Tail(0, 1_000);
        tail.caughtUp();
        assertThat(new History(tail, engines.jdbi(), Clock.systemUTC())
                        .page(cats, new Range.Newest(), 200, 1)
                        .entries())
                .containsExactlyElementsOf(events.stream().map(EncodedEntry::of).toList());
        assertThat(requireNonNull(
                                metrics.find("hongyan.projection.dead.letters").counter())
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatNobodyCanDecodeIsSetAside() throws Exception {
        ConversationId cats = new ConversationId(105);
        log.garbage("events", 0);
        log.garbage("mailboxes", 0);
        log.events(messages(cats, 1, 3));

        project("node-1", 1);

        awaitEnd();
        assertThat(seqs(cats)).containsExactly(1L, 2L, 3L);
        assertThat(one("SELECT count(*) FROM dead_letter WHERE conversation IS NULL"))
                .isEqualTo("2");
    }

    @Test
    void nodesShareThePartitionsAndTakeOverFromEachOther() throws Exception {
        List<ConversationId> conversations =
                LongStream.range(1_000, 1_020).mapToObj(ConversationId::new).toList();
        Projector leaving = project("node-1", 2);
        project("node-2", 2);

        conversations.forEach(conversation -> log.events(messages(conversation, 1, 20)));
        awaitEnd();
        leaving.stop();
        conversations.forEach(conversation -> log.events(messages(conversation, 21, 40)));

        awaitEnd();
        conversations.forEach(conversation -> assertThat(seqs(conversation)).containsExactlyElementsOf(seqs(1, 40)));
    }

    private static List<Event> messages(ConversationId conversation, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .<Event>mapToObj(seq -> Entries.message(conversation, seq))
                .toList();
    }

    private static Event withClientId(ConversationId conversation, long seq, String clientId) {
        return new Event.MessageSent(
                conversation,
                seq,
                seq,
                Entries.START.plusSeconds(seq).toEpochMilli(),
                ANNA,
                new MessageId(seq),
                clientId,
                new Content("text", "{\"text\":\"refused\"}", null, Mentions.NOBODY));
    }

    private static Delivery joined(ConversationId conversation) {
        return new Delivery(
                conversation, 1, 0, 1_000, ANNA, Effect.JOINED, Role.OWNER, false, List.of(), List.of(ANNA));
    }

    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static List<Long> seqs(ConversationId conversation) {
        return engines.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT seq FROM entry WHERE conversation = :conversation ORDER BY seq")
                        .bind("conversation", conversation)
                        .mapTo(Long.class)
                        .list());
    }

    private static String one(String sql) {
        return engines.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private double rows() {
        return requireNonNull(metrics.find("hongyan.projection.rows").counter()).count();
    }

    private double lag() {
        return metrics.find("hongyan.projection.lag").gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    /// Waits until the stored offsets are the ends of the log, whose last records are markers.
    private static void awaitEnd() {
        Map<String, Long> ends = log.ends(Projector.TOPICS);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> stored().equals(ends));
    }

    private static Map<String, Long> stored() {
        return engines.jdbi()
                .withHandle(handle -> handle
                        .createQuery("SELECT topic || '-' || partition AS name, next_offset FROM projection")
                        .map((row, _) -> Map.entry(row.getString("name"), row.getLong("next_offset")))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Set<String> members() throws Exception {
        try (Admin admin = Admin.create(engines.kafka().clientProperties())) {
            return requireNonNull(admin.describeConsumerGroups(List.of("hongyan-projector"))
                            .describedGroups()
                            .get("hongyan-projector"))
                    .get()
                    .members()
                    .stream()
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        }
    }
}
