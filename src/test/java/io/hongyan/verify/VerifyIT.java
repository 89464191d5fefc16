package io.hongyan.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Progress;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChangelogs;
import io.hongyan.streams.mailbox.Mailboxes;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import io.hongyan.testing.RandomTalk;
import io.hongyan.testing.TestEngines;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.hongyan.verify.Difference.What;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Random histories leave no drift, and what was changed behind the server's back is found.
final class VerifyIT {

    /// Long enough for PostgreSQL to catch up, and short for what stays.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static RandomTalk talk;

    private final TestServer server = TestServer.shared();
    private final KafkaConfiguration kafka = server.kafka();
    private final Jdbi jdbi = server.jdbi();

    @BeforeAll
    static void talk() {
        talk = new RandomTalk(TestServer.shared(), 1, 5, 3);
        talk.go(250);
    }

    @Test
    void whateverHappenedOnThisServerLeftNoDrift() {
        JsonNode answer =
                server.administrator().get("/v1/admin/verify").expect(200).json();

        assertThat(answer.at("/users").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(answer.at("/conversations").asInt()).isPositive();
        assertThat(answer.at("/unsettled").asInt()).isZero();
        assertThat(answer.at("/drift")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3})
    void nothingDriftsWhilePeopleTalk(long seed) throws Exception {
        RandomTalk lively = new RandomTalk(server, seed, 4, 2);
        AtomicBoolean talking = new AtomicBoolean(true);
        CompletableFuture<Void> talker = CompletableFuture.runAsync(
                () -> {
                    while (talking.get()) {
                        lively.go(10);
                    }
                },
                Thread::startVirtualThread);
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            reports.add(verify(null));
        }
        talking.set(false);
        talker.join();

        assertThat(reports).allSatisfy(report -> assertThat(report.drift()).isEmpty());
        assertThat(verify(lively.people().getFirst().id()))
                .isEqualTo(new Report(1, 2, 0, 0, List.of()));
    }

    @Test
    void aReadMarkThatIsWrongInPostgresqlIsFound() throws Exception {
        TestUser user = unreadReader();
        String change = "UPDATE member SET read_seq = read_seq + :by WHERE account = :user";
        jdbi.useHandle(
                handle -> handle.createUpdate(change).bind("by", 1).bind("user", user.id()).execute());
        try {
            assertThat(verify(user.id()).drift()).extracting(Difference::what).contains(What.STORED_MARKS);
        } finally {
            jdbi.useHandle(handle ->
                    handle.createUpdate(change).bind("by", -1).bind("user", user.id()).execute());
        }
        assertThat(verify(user.id()).drift()).isEmpty();
    }

    @Test
    void aMessageThatIsMissingInPostgresqlIsFound() throws Exception {
        TestUser user = unreadReader();
        String change = "UPDATE entry SET type = :to WHERE type = :from AND conversation IN"
                + " (SELECT conversation FROM member WHERE account = :user)";
        jdbi.useHandle(handle -> handle.createUpdate(change)
                .bind("from", "message")
                .bind("to", "gone")
                .bind("user", user.id())
                .execute());
        try {
            assertThat(verify(user.id()).drift()).extracting(Difference::what).containsExactly(What.STORED_UNREAD);
        } finally {
            jdbi.useHandle(handle -> handle.createUpdate(change)
                    .bind("from", "gone")
                    .bind("to", "message")
                    .bind("user", user.id())
                    .execute());
        }
        assertThat(verify(user.id()).drift()).isEmpty();
    }

    @Test
    void aMailboxThatLostAMessageAndATotalThatIsWrongAreFound() throws Exception {
        TestUser user = unreadReader();
        UserId id = user.id();
        ConversationId conversation = new ConversationId(user.rest()
                .get("/v1/unread")
                .expect(200)
                .json()
                .at("/conversations/0/id")
                .asLong());
        try (StoredMailboxes mailboxes = new StoredMailboxes(kafka, null, id::equals)) {
            mailboxes.catchUp(Progress.UNSEEN);
            Session session = mailboxes.sessions(id).get(conversation);
            Total total = mailboxes.total(id);
            Session behind = new Session(
                    session.role(),
                    session.joinedSeq(),
                    session.headSeq() - 1,
                    session.headOrdinal() - 1,
                    session.messageSeq(),
                    session.at(),
                    session.readSeq(),
                    session.readOrdinal(),
                    session.excluded(),
                    session.mentions(),
                    session.mentionOrdinals(),
                    session.muted(),
                    session.pinned(),
                    session.hidden(),
                    session.markedUnread(),
                    session.left(),
                    session.generation(),
                    session.hiddenSeq());
            plant(MailboxChangelogs.SESSIONS, id, MailboxChangelogs.key(id, conversation), behind);
            try {
                assertThat(verify(id).drift())
                        .extracting(Difference::what)
                        .containsExactlyInAnyOrder(What.LOG_HEAD, What.TOTAL);
            } finally {
                plant(MailboxChangelogs.SESSIONS, id, MailboxChangelogs.key(id, conversation), session);
            }
            assertThat(verify(id).drift()).isEmpty();
            plant(
                    MailboxChangelogs.TOTALS,
                    id,
                    MailboxChangelogs.key(id),
                    new Total(total.position(), total.unread() + 1, total.mentions(), total.version()));
            try {
                assertThat(verify(id).drift()).extracting(Difference::what).containsExactly(What.TOTAL);
            } finally {
                plant(MailboxChangelogs.TOTALS, id, MailboxChangelogs.key(id), total);
            }
        }
    }

    @Test
    void theCommandTellsAndEndsWithOneWhereAMailboxHasDrifted() throws Exception {
        TestUser user = unreadReader();
        jdbi.useHandle(handle -> handle.execute("UPDATE member SET muted = true WHERE account = ?", user.id().value()));
        Process drifted = command("--user", user.id().toString(), "--patience", "3");
        String told = new String(drifted.getInputStream().readAllBytes(), UTF_8);
        jdbi.useHandle(
                handle -> handle.execute("UPDATE member SET muted = false WHERE account = ?", user.id().value()));
        Process right = command("--user", user.id().toString());

        assertThat(right.getInputStream().readAllBytes()).asString(UTF_8).contains("1 users, 1 conversations, drift 0");
        assertThat(right.waitFor()).isZero();
        assertThat(told)
                .contains("STORED_MARKS", "1 users, 1 conversations, drift 1", "Mailboxes have drifted.");
        assertThat(drifted.waitFor()).isEqualTo(1);
    }

    private static Process command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.hongyan.HongyanApplication",
                "verify",
                "--data",
                TestServer.folder("shared").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void onlyAdministratorsMayAskAndOnlyForIds() {
        assertThat(talk.people().getFirst().rest().get("/v1/admin/verify").status()).isEqualTo(404);
        assertThat(server.rest().get("/v1/admin/verify").status()).isEqualTo(401);
        assertThat(server.administrator().get("/v1/admin/verify?user=me").status()).isEqualTo(404);
    }

    /// A new person with two unread messages in a group of their own.
    private TestUser unreadReader() {
        List<TestUser> two = server.users("verified", 2);
        TestUser reader = two.getLast();
        String group = two.getFirst()
                .rest()
                .post(
                        "/v1/conversations",
                        Map.of(
                                "kind",
                                "group",
                                "title",
                                "verified",
                                "memberIds",
                                List.of(reader.id().toString())))
                .expect(201)
                .text("/id");
        for (String clientId : List.of("verified-1", "verified-2")) {
            two.getFirst()
                    .rest()
                    .post(
                            "/v1/conversations/" + group + "/messages",
                            Map.of("clientId", clientId, "kind", "text", "body", Map.of("text", "hello")))
                    .expect(201);
        }
        await().untilAsserted(() -> assertThat(reader.rest()
                        .get("/v1/unread")
                        .expect(200)
                        .json()
                        .at("/total/unread")
                        .asInt())
                .isEqualTo(2));
        return reader;
    }

    private Report verify(UserId user) throws InterruptedException {
        return new Verification(kafka, jdbi, PATIENCE).run(user, Progress.UNSEEN);
    }

    private void plant(String topic, UserId user, byte[] key, Object value)
            throws ExecutionException, InterruptedException {
        byte[] encoded = value instanceof Session session
                ? MailboxChangelogs.encode(session)
                : MailboxChangelogs.encode((Total) value);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            int partition = Mailboxes.partition(user, TestEngines.PARTITIONS);
            producer.send(new ProducerRecord<>(topic, partition, key, encoded)).get();
        }
    }
}
