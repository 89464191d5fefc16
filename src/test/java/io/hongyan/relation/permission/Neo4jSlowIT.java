package io.hongyan.relation.permission;

import io.hongyan.relation.Relations;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.SlowLink;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.hongyan.testing.Chats.say;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// A server whose Neo4j has an answer to everything, and takes its time.
@Tag("apart")
@Tag("long")
final class Neo4jSlowIT {

    /// For one part of an answer, less than a connection may take.
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final int MESSAGES = 30;
    private static final int QUESTIONS = 10;

    private final SlowLink link = new SlowLink();
    private final TestServer server = TestServer.start(Map.of("HONGYAN_NEO4J_URL", "bolt://127.0.0.1:" + link.port()));

    @AfterEach
    void stop() {
        server.close();
        link.close();
    }

    @Test
    void nobodyWaitsForItWhoNeedsNot() {
        link.leadTo(URI.create(requireNonNull(server.engines().settings().get("HONGYAN_NEO4J_URL")))
                .getPort());
        Relations.awaitNeo4j(server);
        TestUser alice = server.user("alice");
        TestUser bob = server.user("bob");
        TestUser carol = server.user("carol");
        String remembered = Chats.direct(alice, bob).expect(201).text("/id");
        say(alice, remembered).expect(201);
        String group = Chats.group(alice, "geese", bob).expect(201).text("/id");
        say(bob, group).expect(201);
        // Whether Bob may write to Carol isn't known by whether she may write to him.
        String unknown = Chats.direct(carol, bob).expect(201).text("/id");
        List<TestUser> others = server.users("other", QUESTIONS);

        link.delay(SLOW);
        // Before the others: of many that take this long some fail, and then nobody is made to wait any more.
        CompletableFuture<Duration> waiting = beside(() -> timed(() -> say(bob, unknown)));
        List<CompletableFuture<Answer>> asking = others.stream()
                .map(other -> beside(() -> Chats.direct(alice, other)))
                .toList();
        Duration talking = timed(() -> {
            for (int message = 0; message < MESSAGES; message++) {
                say(bob, group).expect(201);
                say(alice, remembered).expect(201);
            }
        });

        // Half of what it took if one of each two waited for one part of one answer.
        assertThat(talking).isLessThan(SLOW.multipliedBy(MESSAGES / 2));
        assertThat(waiting.join()).isGreaterThan(SLOW);
        assertThat(asking.stream().map(CompletableFuture::join).map(Answer::status))
                .allMatch(status -> status == 201 || status == 503);
    }

    private static <T> CompletableFuture<T> beside(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }

    private static Duration timed(Runnable done) {
        long begun = System.nanoTime();
        done.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
