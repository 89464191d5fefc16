package io.hongyan.relation.permission;

import io.hongyan.relation.Relations;
import io.hongyan.standalone.EngineName;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static io.hongyan.testing.Chats.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A server whose Neo4j hangs, or is started anew, while people talk.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("apart")
@Tag("long")
final class Neo4jAwayIT {

    /// So long that whoever waited for Neo4j is told from who waited for a busy machine.
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final Duration UNDELAYED = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MESSAGES = 5;

    /// More than the breaker looks at.
    private static final int QUESTIONS = 25;

    private final TestServer server = TestServer.start(
            Map.of("HONGYAN_RELATIONS_TIMEOUT", TIMEOUT.toMillis() + "ms", "HONGYAN_RELATIONS_ON_OUTAGE", "deny"));
    private TestUser alice = server.user("alice");
    private TestUser bob = server.user("bob");
    private String remembered = "";
    private String group = "";
    private String unknown = "";

    @BeforeEach
    void talk() {
        Relations.awaitNeo4j(server);
        alice = server.user("alice");
        bob = server.user("bob");
        TestUser carol = server.user("carol");
        // Neo4j plans each question when it is first asked, which takes a busy machine seconds.
        remembered = started(alice, bob);
        await().atMost(PATIENCE).until(() -> say(alice, remembered).status() == 201);
        group = Chats.group(alice, "geese", bob).expect(201).text("/id");
        say(bob, group).expect(201);
        // Whether Bob may write to Carol isn't known by whether she may write to him.
        unknown = started(carol, bob);
    }

    private static String started(TestUser user, TestUser peer) {
        await().atMost(PATIENCE).until(() -> Chats.direct(user, peer).status() < 300);
        return Chats.direct(user, peer).text("/id");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void whileItHangsNobodyWaitsWhoNeedsNot() throws Exception {
        ProcessHandle neo4j = server.engines().process(EngineName.NEO4J).orElseThrow();
        signal("STOP", neo4j);
        try {
            peopleGoOnTalking();
        } finally {
            signal("CONT", neo4j);
        }

        itIsBack();
        assertThat(server.engines().process(EngineName.NEO4J)).contains(neo4j);
    }

    @Test
    void whileItIsDownNobodyWaitsWhoNeedsNot() throws InterruptedException {
        server.engines().stop(EngineName.NEO4J);
        try {
            peopleGoOnTalking();
        } finally {
            server.engines().start(EngineName.NEO4J);
        }

        itIsBack();
    }

    private void peopleGoOnTalking() {
        theyTalkUndelayed();
        assertThat(timed(TIMEOUT.plus(UNDELAYED), () -> say(bob, unknown)).status())
                .isEqualTo(503);
        List<TestUser> others = server.users("other", QUESTIONS);
        List<CompletableFuture<Answer>> answers = others.stream()
                .map(other ->
                        CompletableFuture.supplyAsync(() -> Chats.direct(alice, other), Thread::startVirtualThread))
                .toList();
        theyTalkUndelayed();
        assertThat(answers.stream().map(CompletableFuture::join))
                .allSatisfy(answer -> assertThat(answer.text("/code")).isEqualTo("unavailable"));
        await().atMost(PATIENCE)
                .until(() -> lines("/ready").anyMatch(line -> line.matches("neo4j-door down: .*breaker open")));
        // Given up, nobody waits.
        assertThat(timed(UNDELAYED, () -> say(bob, unknown)).status()).isEqualTo(503);
        theyTalkUndelayed();
    }

    private void theyTalkUndelayed() {
        for (int message = 0; message < MESSAGES; message++) {
            assertThat(timed(UNDELAYED, () -> say(bob, group)).status()).isEqualTo(201);
            assertThat(timed(UNDELAYED, () -> say(alice, remembered)).status()).isEqualTo(201);
        }
    }

    private void itIsBack() {
        await().atMost(PATIENCE).until(() -> say(bob, unknown).status() == 201);
        Relations.awaitNeo4j(server);
    }

    private Stream<String> lines(String page) {
        return server.admin().get(page).expect(200).body().lines();
    }

    private static Answer timed(Duration limit, Supplier<Answer> question) {
        long begun = System.nanoTime();
        Answer answer = question.get();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit);
        return answer;
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
