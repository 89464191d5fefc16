package io.hongyan.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.infra.Dispatch;
import io.hongyan.infra.FolderTree;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Progress;
import io.hongyan.infra.StartFailure;
import io.hongyan.log.TopicLayout;
import io.hongyan.log.TopicRepository;
import io.hongyan.projection.Reprojection;
import io.hongyan.standalone.EngineName;
import io.hongyan.standalone.StandaloneEngines;
import io.hongyan.testing.HongyanCommand;
import io.hongyan.testing.RandomTalk;
import io.hongyan.testing.SyncClient;
import io.hongyan.testing.TestEngines;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.hongyan.verify.Verification;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// Kafka's disk is lost, and people talk on with what PostgreSQL has.
@Tag("apart")
@Tag("long")
final class StateRebuildIT {

    private static final String NAME = "state-rebuild";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void peopleTalkOnAfterTheLossOfKafkasDisk() throws Exception {
        Path kafka = TestServer.folder(NAME).resolve("kafka");
        TestServer server = TestServer.start(NAME);
        RandomTalk talk;
        SyncClient device;
        Map<String, JsonNode> counts;
        Map<String, Long> heads;
        String group;
        JsonNode sent;
        try (TestServer before = server) {
            talk = new RandomTalk(before, 21, 5, 3);
            device = new SyncClient(talk.people().getFirst());
            talk.go(120);
            group = talk.groups().getFirst();
            sent = send(talk.people().getFirst(), group, "sent-before-the-loss", 201);
            device.sync(500);
            awaitNoDrift(before, talk.people());
            counts = counts(talk.people());
            heads = heads(talk.people().getFirst(), talk.groups());
            assertThatThrownBy(() -> rebuild(before, Progress.UNSEEN))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageStartingWith("A server is running");
        }
        FolderTree.delete(kafka);
        assertThatThrownBy(() -> TestServer.startAgain(NAME))
                .satisfies(failed -> assertThat(StartFailure.sentence(failed).orElseThrow())
                        .startsWith("The server doesn't start: Kafka has lost the topic ")
                        .endsWith("with `hongyan rebuild state`."));

        rebuildByCommandAfterAnotherWasKilled();

        try (TestServer after = TestServer.startAgain(NAME)) {
            List<TestUser> people =
                    talk.people().stream().map(user -> user.at(after)).toList();
            assertThat(heads(people.getFirst(), talk.groups())).isEqualTo(heads);
            assertThat(unread(counts(people))).isEqualTo(unread(counts));
            assertHigherVersions(counts, counts(people));
            JsonNode again = send(people.getFirst(), group, "sent-before-the-loss", 200);
            assertThat(again.path("seq")).isEqualTo(sent.path("seq"));
            assertThat(again.path("duplicate").asBoolean()).isTrue();

            long head = heads.getOrDefault(group, 0L);
            for (int i = 1; i <= 5; i++) {
                assertThat(send(people.getFirst(), group, "sent-after-the-loss-" + i, 201)
                                .path("seq")
                                .asLong())
                        .isEqualTo(head + i);
            }
            assertThat(seqs(people.getFirst(), group))
                    .isEqualTo(LongStream.rangeClosed(1, head + 5).boxed().toList());

            // What was answered just now may not have reached the mailbox yet, nor Redis what has.
            await().untilAsserted(() -> {
                SyncClient fresh = new SyncClient(people.getFirst());
                fresh.sync(500);
                assertThat(requireNonNull(fresh.conversations().get(group))
                                .at("/head/seq")
                                .asLong())
                        .isEqualTo(head + 5);
                assertThat(fresh.entries(group).lastKey()).isEqualTo(head + 5);
            });
            SyncClient same = device.as(people.getFirst());
            same.sync(500);
            assertThat(same.entries(group).lastKey()).isEqualTo(head + 5);
            assertThat(same.resets()).isEqualTo(1);
            RandomTalk more = talk.on(after, people);
            more.go(40);
            awaitNoDrift(after, people);
            assertThatThrownBy(() -> rebuild(after, Progress.UNSEEN)).isInstanceOf(StartFailure.class);
        }
    }

    /// The engines run, as a command would run them, and no server does.
    private static void rebuildByCommandAfterAnotherWasKilled() throws Exception {
        Path folder = TestServer.folder(NAME);
        Set<EngineName> wanted = Set.of(EngineName.POSTGRESQL, EngineName.KAFKA, EngineName.REDIS);
        try (StandaloneEngines engines =
                StandaloneEngines.start(folder, new PrintStream(PrintStream.nullOutputStream()), wanted)) {
            Map<String, String> settings = engines.settings();
            KafkaConfiguration kafka = new KafkaConfiguration(
                    settings.getOrDefault("HONGYAN_KAFKA_BOOTSTRAP", ""),
                    settings.getOrDefault("HONGYAN_KAFKA_USER", ""),
                    settings.getOrDefault("HONGYAN_KAFKA_PASSWORD", ""),
                    TestEngines.PARTITIONS,
                    (short) 1,
                    io.dropwizard.util.Duration.days(1),
                    Dispatch.EARLY,
                    io.dropwizard.util.Duration.milliseconds(20),
                    1,
                    1);
            Jdbi jdbi = TestServer.jdbi(engines).installPlugin(new SqlObjectPlugin());
            assertThatThrownBy(() -> rebuild(kafka, jdbi, new Killed())).hasMessage("killed");

            HongyanCommand command = HongyanCommand.run("rebuild", "state", "--data", folder.toString());

            assertThat(command.printed()).contains("mailboxes are in epoch 1.");
            assertThat(command.exit()).isZero();
        }
    }

    /// Ends a rebuild after its first conversation.
    private static final class Killed implements Progress {

        @Override
        public void begin(String task, long steps) {}

        @Override
        public void advance(long steps) {
            throw new IllegalStateException("killed");
        }

        @Override
        public void end() {}
    }

    private static int rebuild(TestServer server, Progress progress) {
        return rebuild(server.kafka(), server.jdbi().installPlugin(new SqlObjectPlugin()), progress);
    }

    private static int rebuild(KafkaConfiguration kafka, Jdbi jdbi, Progress progress) {
        return new StateRebuild(
                        kafka,
                        new TopicLayout(kafka, jdbi.onDemand(TopicRepository.class)),
                        jdbi,
                        new Reprojection(jdbi, Clock.systemUTC()),
                        _ -> null,
                        Clock.systemUTC())
                .run(progress);
    }

    private static JsonNode send(TestUser user, String group, String clientId, int status) {
        return user.rest()
                .post(
                        "/v1/conversations/" + group + "/messages",
                        Map.of("clientId", clientId, "kind", "text", "body", Map.of("text", clientId)))
                .expect(status)
                .json();
    }

    private static Map<String, JsonNode> counts(List<TestUser> people) {
        Map<String, JsonNode> counts = new HashMap<>();
        people.forEach(user -> counts.put(
                user.name(), user.rest().get("/v1/unread").expect(200).json()));
        return counts;
    }

    /// Of each person the total and the conversations, in order of id.
    private static Map<String, String> unread(Map<String, JsonNode> counts) {
        Map<String, String> unread = new HashMap<>();
        counts.forEach((name, answer) -> {
            List<String> conversations = new ArrayList<>();
            answer.path("conversations").forEach(one -> conversations.add(one.toString()));
            unread.put(
                    name,
                    answer.path("total") + " " + conversations.stream().sorted().toList());
        });
        return unread;
    }

    private static void assertHigherVersions(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        assertThat(after.keySet()).isEqualTo(before.keySet());
        after.forEach(
                (name, answer) -> assertThat(answer.path("version").asLong()).isGreaterThanOrEqualTo(1L << 40));
        assertThat(before.values())
                .allSatisfy(
                        answer -> assertThat(answer.path("version").asLong()).isLessThan(1L << 40));
    }

    private static Map<String, Long> heads(TestUser user, List<String> groups) {
        Map<String, Long> heads = new HashMap<>();
        groups.forEach(group -> heads.put(
                group,
                user.rest()
                        .get("/v1/conversations/" + group + "/entries?limit=1")
                        .expect(200)
                        .json()
                        .path("headSeq")
                        .asLong()));
        return heads;
    }

    private static List<Long> seqs(TestUser user, String group) {
        List<Long> seqs = new ArrayList<>();
        long after = 0;
        JsonNode page;
        do {
            page = user.rest()
                    .get("/v1/conversations/" + group + "/entries?limit=200&after=" + after)
                    .expect(200)
                    .json()
                    .path("items");
            page.forEach(entry -> seqs.add(entry.path("seq").asLong()));
            after = seqs.getLast();
        } while (page.size() == 200);
        return seqs;
    }

    private static void awaitNoDrift(TestServer server, List<TestUser> people) {
        Verification verification = new Verification(server.kafka(), server.jdbi(), Duration.ofSeconds(10));
        for (TestUser user : people) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    verification.run(user.id(), Progress.UNSEEN).drift())
                            .isEmpty());
        }
    }
}
