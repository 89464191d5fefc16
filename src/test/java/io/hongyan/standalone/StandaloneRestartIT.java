package io.hongyan.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Tag("apart")
final class StandaloneRestartIT {

    private static final EnumSet<EngineName> WITHOUT_NEO4J = EnumSet.complementOf(EnumSet.of(EngineName.NEO4J));

    @Test
    @Tag("long")
    void aSecondStartKeepsAllData() throws Exception {
        Path data = TestFolder.empty("restart");
        try (StandaloneEngines engines = StandaloneEngines.start(data, System.out)) {
            EnginesClient client = new EnginesClient(engines.settings());
            client.markPostgresql("kept");
            client.markKafka("kept");
            client.markRedis("kept");
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> !client.neo4jHas("Kept"));
            client.markNeo4j("Kept");
        }

        try (StandaloneEngines engines = StandaloneEngines.start(data, System.out)) {
            EnginesClient client = new EnginesClient(engines.settings());
            assertThat(client.postgresqlHas("kept")).isTrue();
            assertThat(client.kafkaHas("kept")).isTrue();
            assertThat(client.redisHas("kept")).isTrue();
            assertThat(recovered(data)).as("nothing was killed").doesNotExist();
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> client.neo4jHas("Kept"));
        }
        assertThat(data.resolve("run")).isEmptyDirectory();
    }

    @Test
    void whatAKilledServerLeftIsTakenOverAndItsTransactionsAreFenced() throws Exception {
        Path data = TestFolder.empty("takeover");
        Process server = startServer(data);
        Map<EngineName, ProcessHandle> left = new HashMap<>();
        try {
            for (EngineName engine : WITHOUT_NEO4J) {
                EngineRecord record = EngineRecord.read(data.resolve("run").resolve(engine.file() + ".json"))
                        .orElseThrow();
                left.put(engine, record.orphan().orElseThrow());
            }
            EnginesClient client = client(data);
            client.markKafka("log");
            KafkaProducer<String, String> producer =
                    client.openTransaction("hongyan-test", "log", Duration.ofMinutes(1));
            server.destroyForcibly().waitFor();

            try (StandaloneEngines engines = StandaloneEngines.start(data, System.out, WITHOUT_NEO4J)) {
                for (EngineName engine : WITHOUT_NEO4J) {
                    assertThat(engines.process(engine)).hasValue(left.get(engine));
                }
                assertThatThrownBy(producer::commitTransaction).isInstanceOf(ProducerFencedException.class);
                try (Admin admin = Admin.create(new EnginesClient(engines.settings()).kafka())) {
                    assertThat(TransactionFence.open(admin, "hongyan-test")).isEmpty();
                }
                producer.close(Duration.ZERO);
            }
        } finally {
            left.values().forEach(ProcessHandle::destroyForcibly);
        }
        assertThat(left.values()).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    @Tag("long")
    void aStartAfterEverythingWasKilledKeepsAllDataToo() throws Exception {
        Path data = TestFolder.empty("power-cut");
        Process server = startServer(data);
        EnginesClient client = client(data);
        client.markKafka("kept");
        client.openTransaction("hongyan-test", "kept", Duration.ofMinutes(1)).close(Duration.ZERO);
        List<ProcessHandle> engines = server.descendants().toList();

        server.destroyForcibly().waitFor();
        engines.forEach(ProcessHandle::destroyForcibly);

        try (StandaloneEngines again = StandaloneEngines.start(data, System.out, WITHOUT_NEO4J)) {
            EnginesClient survivor = new EnginesClient(again.settings());
            assertThat(survivor.kafkaHas("kept")).isTrue();
            assertThat(recovered(data)).exists();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> survivor.end("kept", IsolationLevel.READ_COMMITTED)
                            == survivor.end("kept", IsolationLevel.READ_UNCOMMITTED));
        }
    }

    @Test
    void aServerThatFailsToStopKeepsNoEngineRunning() throws Exception {
        Path data = TestFolder.empty("failing-stop");
        StandaloneEngines engines = StandaloneEngines.start(data, System.out, Set.of(EngineName.REDIS));
        ProcessHandle redis = engines.process(EngineName.REDIS).orElseThrow();
        engines.beforeClose(() -> {
            throw new IllegalStateException("the server doesn't stop");
        });

        engines.close();

        assertThat(redis.isAlive()).isFalse();
        assertThat(data.resolve("run")).isEmptyDirectory();
        StandaloneEngines.start(data, System.out, Set.of()).close();
    }

    @Test
    void anEngineThatFindsItsDataCorruptIsNamedWithItsLogAndLastWords() throws Exception {
        Path data = TestFolder.empty("corrupt");
        StandaloneEngines.start(data, System.out, Set.of(EngineName.POSTGRESQL)).close();
        Files.write(data.resolve("postgresql/global/pg_control"), new byte[8192], StandardOpenOption.TRUNCATE_EXISTING);

        assertThatThrownBy(() -> StandaloneEngines.start(data, System.out, Set.of(EngineName.POSTGRESQL)))
                .isInstanceOf(StandaloneFailure.class)
                .hasMessageStartingWith("PostgreSQL ended while it started")
                .hasMessageContaining(data.resolve("logs/postgresql.log").toString())
                .hasMessageContaining("FATAL:  database files are incompatible with server");
    }

    /// What is written when Kafka is found to have been killed.
    private static Path recovered(Path data) {
        return data.resolve("kafka/controller.properties");
    }

    private static EnginesClient client(Path data) throws IOException {
        Credentials credentials = Credentials.in(data.resolve("credentials.json"));
        int port = EngineRecord.read(data.resolve("run/kafka.json"))
                .orElseThrow()
                .ports()
                .getFirst();
        return new EnginesClient(Map.of(
                "HONGYAN_KAFKA_BOOTSTRAP",
                "127.0.0.1:" + port,
                "HONGYAN_KAFKA_USER",
                KafkaSettings.USER,
                "HONGYAN_KAFKA_PASSWORD",
                credentials.kafka()));
    }

    private static Process startServer(Path data) throws IOException {
        Process server = new ProcessBuilder(
                        Site.JAVA.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EnginesMain.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader printed = server.inputReader(UTF_8);
        String line = printed.readLine();
        while (line != null && !line.equals(EnginesMain.UP)) {
            line = printed.readLine();
        }
        assertThat(line).isEqualTo(EnginesMain.UP);
        return server;
    }
}
