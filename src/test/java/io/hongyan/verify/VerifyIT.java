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
import io.hongyan.testing.HongyanCommand;
import io.hongyan.testing.RandomTalk;
import io.hongyan.testing.TestEngines;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.hongyan.verify.Difference.What;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Random histories leave no drift, and what was changed behind the server's back is found.
final class VerifyIT {

    /// For PostgreSQL to catch up; what is right is seen at once.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// What is wrong on purpose stays for as long as one waits.
    private static final Duration SHORT = Duration.ofSeconds(3);

    /// While people talk, somebody always differs a moment: so long is the verification, and PostgreSQL may be behind.
    private static final Duration LIVELY = Duration.ofSeconds(8);

    private static RandomTalk talk;

    private final TestServer server = TestServer.shared();
    private final KafkaConfiguration kafka = server.kafka();
    private final Jdbi jdbi = server.jdbi();

    @BeforeAll
    static void talk() {
        talk = new RandomTalk(TestServer.shared(), 1, 5, 3);
        talk.go(150);
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

    @Test
    void nothingDriftsWhilePeopleTalk() throws Exception {
        RandomTalk lively = new RandomTalk(server, 2, 4, 2);
        AtomicBoolean talking = new AtomicBoolean(true);
        CompletableFuture<Void> talker = CompletableFuture.runAsync(
                () -> {
                    while (talking.get()) {
                        lively.go(10);
                    }
                },
                Thread::startVirtualThread);
        Report report = verify(null, LIVELY);
        talking.set(false);
        talker.join();

        assertThat(report.drift()).isEmpty();
        assertThat(verify(lively.people().getFirst().id())).isEqualTo(new Report(1, 2, 0, 0, List.of()));
    }

    @Test
    void aReadMarkThatIsWrongInPostgresqlIsFound() throws Exception {
        TestUser user = unreadReader();
        String change = "UPDATE member SET read_seq = read_seq + :by WHERE account = :user";
        jdbi.useHandle(handle -> handle.createUpdate(change)
                .bind("by", 1)
                .bind("user", user.id())
                .execute());
        try {
            assertThat(drift(user.id())).contains(What.STORED_MARKS);
        } finally {
            jdbi.useHandle(handle -> handle.createUpdate(change)
                    .bind("by", -1)
                    .bind("user", user.id())
                    .execute());
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
            assertThat(drift(user.id())).containsExactly(What.STORED_UNREAD);
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
            Session session = requireNonNull(mailboxes.sessions(id).get(conversation));
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
                assertThat(drift(id)).containsExactlyInAnyOrder(What.LOG_HEAD, What.TOTAL);
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
                assertThat(drift(id)).containsExactly(What.TOTAL);
            } finally {
                plant(MailboxChangelogs.TOTALS, id, MailboxChangelogs.key(id), total);
            }
        }
    }

    @Test
    @Tag("long")
    void theCommandTellsAndEndsWithOneWhereAMailboxHasDrifted() throws Exception {
        TestUser user = unreadReader();
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE member SET muted = true WHERE account = ?", user.id().value()));
        String data = TestServer.folder("shared").toString();
        String id = user.id().toString();
        HongyanCommand drifted = HongyanCommand.run("verify", "--data", data, "--user", id, "--patience", "3");
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE member SET muted = false WHERE account = ?", user.id().value()));
        HongyanCommand right = HongyanCommand.run("verify", "--data", data, "--user", id);

        assertThat(right.printed()).contains("1 users, 1 conversations, drift 0");
        assertThat(right.exit()).isZero();
        assertThat(drifted.printed())
                .contains("STORED_MARKS", "1 users, 1 conversations, drift 1", "Mailboxes have drifted.");
        assertThat(drifted.exit()).isEqualTo(1);
    }

    @Test
    void onlyAdministratorsMayAskAndOnlyForIds() {
        assertThat(talk.people().getFirst().rest().get("/v1/admin/verify").status())
                .isEqualTo(404);
        assertThat(server.rest().get("/v1/admin/verify").status()).isEqualTo(401);
        assertThat(server.administrator().get("/v1/admin/verify?user=me").status())
                .isEqualTo(422);
    }

    /// A new person with two unread messages in a group of their own, which PostgreSQL has too.
    private TestUser unreadReader() throws InterruptedException {
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
        assertThat(verify(reader.id()).drift()).isEmpty();
        return reader;
    }

    private Report verify(UserId user) throws InterruptedException {
        return verify(user, PATIENCE);
    }

    private List<What> drift(UserId user) throws InterruptedException {
        return verify(user, SHORT).drift().stream().map(Difference::what).toList();
    }

    private Report verify(@Nullable UserId user, Duration patience) throws InterruptedException {
        return new Verification(kafka, jdbi, patience).run(user, Progress.UNSEEN);
    }

    private void plant(String topic, UserId user, byte[] key, Object value)
            throws ExecutionException, InterruptedException {
        byte[] encoded = value instanceof Session session
                ? MailboxChangelogs.encode(session)
                : MailboxChangelogs.encode((Total) value);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            int partition = Mailboxes.partition(user, TestEngines.PARTITIONS);
            producer.send(new ProducerRecord<>(topic, partition, key, encoded)).get();
        }
    }
}
