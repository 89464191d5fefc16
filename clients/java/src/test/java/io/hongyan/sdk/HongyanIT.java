package io.hongyan.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Destination;
import io.hongyan.sdk.model.Draft;
import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Json;
import io.hongyan.sdk.model.Marked;
import io.hongyan.sdk.model.Outgoing;
import io.hongyan.sdk.model.ProblemException;
import io.hongyan.sdk.outbox.MemoryOutbox;
import io.hongyan.sdk.outbox.Outbox;
import io.hongyan.sdk.outbox.SqliteOutbox;
import io.hongyan.sdk.rest.AccessToken;
import io.hongyan.sdk.rest.LoginTokens;
import io.hongyan.sdk.rest.Rest;
import io.hongyan.sdk.rest.TokenSource;
import io.hongyan.sdk.rest.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// The SDK and the command line against the real server, which is killed at last.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // The server is started before any test.
final class HongyanIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(3);

    private static ServerProcess server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    private static Acknowledgement sent(Sending sending) {
        return sending.acknowledgement()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Test
    @Order(1)
    void twoPeopleTalk() {
        try (Person anna = new Person(server.address(), "anna", new MemoryOutbox());
                Person bob = new Person(server.address(), "bob", new MemoryOutbox())) {
            Acknowledgement hello = sent(anna.hongyan.send(Draft.text(Destination.user(bob.id()), "hello 你好")));
            String conversation = hello.conversationId();
            Sending again = anna.hongyan.send(new Outgoing(
                    hello.clientId(),
                    Destination.conversation(conversation),
                    "text",
                    Draft.text(Destination.conversation(conversation), "hello 你好")
                            .body(),
                    null,
                    null));
            sent(bob.hongyan.send(Draft.text(Destination.conversation(conversation), "hi")));

            assertThat(sent(again)).matches(Acknowledgement::duplicate).matches(ok -> ok.seq() == hello.seq());
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(bob.texts(conversation)).containsExactly("hello 你好", "hi");
                assertThat(anna.entries(conversation)).isEqualTo(bob.entries(conversation));
                assertThat(bob.unread()).isEqualTo(1);
            });

            Marked read = bob.hongyan.read(conversation, hello.seq()).join();
            assertThat(read.total().unread()).isZero();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(bob.unread()).isZero());
            assertThat(anna.hongyan.history(conversation, null, 50).join().items())
                    .extracting(Entry::seq)
                    .containsExactly(1L, 2L, 3L);
            assertThat(bob.hongyan.rest().unread().total().unread()).isZero();
        }
    }

    @Test
    @Order(2)
    void whatTheServerRefusesForGoodIsTold() {
        try (Person carol = new Person(server.address(), "carol", new MemoryOutbox())) {
            Sending nowhere = carol.hongyan.send(Draft.text(Destination.conversation("1"), "is there anybody?"));

            assertThatThrownBy(() -> sent(nowhere)).hasCauseInstanceOf(ProblemException.class);
        }
    }

    @Test
    @Order(2)
    void tokensAreRefreshed() {
        Rest rest = Rest.at(server.address());
        rest.register("hugo", Person.PASSWORD);
        List<Tokens> kept = new ArrayList<>();
        LoginTokens source =
                new LoginTokens(rest, rest.login("hugo", Person.PASSWORD, "test"), Clock.systemUTC(), kept::add);
        AccessToken first = source.token(null);
        AccessToken second = source.token(first);
        AccessToken third = source.token(second);

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(kept).hasSize(2);
        assertThat(rest.as(source).unread().total().unread()).isZero();
        assertThat(rest.as(TokenSource.of(second.value())).user("hugo")).isPresent();
    }

    @Test
    @Order(3)
    void theCommandLineDoesTheSame() throws IOException, InterruptedException {
        try (Person fred = new Person(server.address(), "fred", new MemoryOutbox())) {
            CommandLineProcess.run(
                    0,
                    folder,
                    "login",
                    "gina",
                    "--register",
                    "--url",
                    server.address().toString());
            String sent = CommandLineProcess.run(0, folder, "send", "--to", "Fred", "--json", "from a terminal 你好")
                    .get(0);
            String conversation =
                    Json.MAPPER.readTree(sent).get("conversationId").asText();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(fred.texts(conversation)).containsExactly("from a terminal 你好"));

            CommandLineProcess listening = CommandLineProcess.start(folder, "listen", "--count", "1", "--for", "30");
            await().atMost(PATIENCE).until(() -> listening.said().contains("listening"));
            sent(fred.hongyan.send(Draft.text(Destination.conversation(conversation), "an answer")));

            assertThat(listening.finish(0)).singleElement().asString().endsWith("an answer");
            assertThat(CommandLineProcess.run(0, folder, "history", conversation))
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("#3")
                    .endsWith("an answer");

            CommandLineProcess telling =
                    CommandLineProcess.start(folder, "listen", "--json", "--count", "1", "--for", "30");
            await().atMost(PATIENCE).until(() -> Files.readString(telling.out()).contains("{\"event\":\"synced\"}"));
            sent(fred.hongyan.send(Draft.text(Destination.conversation(conversation), "for a program")));

            List<String> events = telling.finish(0);
            assertThat(events)
                    .extracting(line -> Json.MAPPER.readTree(line).get("event").asText())
                    .startsWith("connected")
                    .endsWith("appended");
            JsonNode entry = Json.MAPPER.readTree(events.get(events.size() - 1)).get("entry");
            assertThat(entry.get("seq").asInt()).isEqualTo(4);
            assertThat(entry.at("/body/text").asText()).isEqualTo("for a program");
            CommandLineProcess.run(1, folder, "history", "1");
        }
    }

    @Test
    @Order(4)
    void theLoadToolFindsEveryPromiseKept() throws IOException, InterruptedException {
        Path figures = folder.resolve("figures.jsonl");

        List<String> said = bench(
                figures, "core", "--users", "20", "--warm-up", "0", "--duration", "2", "--rate=50", "--group-rate=10");

        assertThat(said).last().asString().startsWith("VALID");
        assertThat(benches(figures)).contains("core", "end");
    }

    @Test
    @Tag("long")
    @Order(5)
    void theLoadToolFindsEveryDeliveryOfAGroup() throws IOException, InterruptedException {
        Path figures = folder.resolve("fanout.jsonl");

        List<String> said = bench(
                figures,
                "fanout",
                "--warm-up=0",
                "--part=throughput,curve,sync",
                "--members=40",
                "--rate=10",
                "--duration=2",
                "--sizes=10",
                "--curve-duration=1",
                "--missed=50");

        assertThat(said).last().asString().startsWith("VALID");
        assertThat(benches(figures)).contains("fanout.throughput", "fanout.curve", "fanout.sync", "end");
    }

    private static List<String> benches(Path figures) throws IOException {
        List<String> benches = new ArrayList<>();
        for (String line : Files.readAllLines(figures)) {
            benches.add(Json.MAPPER.readTree(line).get("bench").asText());
        }
        return benches;
    }

    private List<String> bench(Path figures, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bench"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--url", server.address().toString()));
        command.addAll(List.of("--data", server.data().toString()));
        command.addAll(List.of("--json", figures.toString()));
        return CommandLineProcess.run(0, folder, command.toArray(String[]::new));
    }

    @Test
    @Order(6)
    @Tag("long")
    void messagesOutliveAKilledServer() throws IOException {
        Outbox outbox = SqliteOutbox.open(folder.resolve("outbox"), "dora");
        try (Person dora = new Person(server.address(), "dora", outbox);
                Person emil = new Person(server.address(), "emil", new MemoryOutbox());
                outbox) {
            String conversation = sent(dora.hongyan.send(Draft.text(Destination.user(emil.id()), "message 0")))
                    .conversationId();
            List<Sending> sendings = new ArrayList<>();
            for (int i = 1; i <= 60; i++) {
                sendings.add(dora.hongyan.send(Draft.text(Destination.conversation(conversation), "message " + i)));
                if (i == 30) {
                    sent(sendings.get(10));
                    server.kill();
                }
            }
            assertThat(outbox.waiting()).isNotEmpty();
            server.startAgain();

            List<String> expected =
                    IntStream.rangeClosed(0, 60).mapToObj(i -> "message " + i).toList();
            await().atMost(LONG_PATIENCE)
                    .untilAsserted(() -> assertThat(sendings)
                            .allSatisfy(sending ->
                                    assertThat(sending.acknowledgement()).isCompleted()));
            assertThat(outbox.waiting()).isEmpty();
            // Each comes back when its own wait is over.
            await().atMost(LONG_PATIENCE).untilAsserted(() -> {
                assertThat(emil.texts(conversation)).isEqualTo(expected);
                assertThat(dora.texts(conversation)).isEqualTo(expected);
            });
            assertThat(emil.entries(conversation))
                    .extracting(Entry::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 62).boxed().toList());
            assertThat(emil.heard(Event.Disconnected.class)).isNotEmpty();
        }
    }
}
