package io.hongyan.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.AuthenticationException;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Tag("apart")
final class StandaloneEnginesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();

    private static Path data;
    private static StandaloneEngines engines;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        data = TestFolder.empty("engines 数据 äö");
        engines = StandaloneEngines.start(data, new PrintStream(PRINTED, true));
    }

    @AfterAll
    static void stop() {
        engines.close();
    }

    private static EnginesClient client() {
        return new EnginesClient(engines.settings());
    }

    private static void awaitNeo4j() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> !client().neo4jHas("Nobody"));
    }

    @Test
    void printsALineForEachEngineAsItBecomesReady() {
        awaitNeo4j();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(PRINTED.toString())
                        .containsPattern("(?m)^PostgreSQL 18\\.6 ready in \\d+\\.\\d s$")
                        .containsPattern("(?m)^Kafka 4\\.3\\.1 ready in \\d+\\.\\d s$")
                        .containsPattern("(?m)^Redis [0-9.]+ ready in \\d+\\.\\d s$")
                        .containsPattern("(?m)^Neo4j 2026\\.08\\.1 ready in \\d+\\.\\d s$"));
    }

    @Test
    void everyEngineAsksForItsPassword() {
        awaitNeo4j();
        EnginesClient stranger = client().withPassword("guessed");

        assertThatThrownBy(() -> stranger.postgresqlHas("anything"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> stranger.kafkaHas("anything")).hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> stranger.neo4jHas("Anything")).isInstanceOf(AuthenticationException.class);
        try (Jedis redis = stranger.redis()) {
            assertThatThrownBy(redis::ping)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("NOAUTH");
        }
    }

    @Test
    void whatIsCommittedToPostgresqlIsOnTheDisk() throws SQLException {
        assertThat(client().postgresqlSetting("fsync")).isEqualTo("on");
        assertThat(client().postgresqlSetting("synchronous_commit")).isEqualTo("on");
        assertThat(client().postgresqlSetting("server_encoding")).isEqualTo("UTF8");
    }

    @Test
    void credentialsAreForTheOwnersEyesOnly() throws IOException {
        assertThat(Files.getPosixFilePermissions(data.resolve("credentials.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aKilledEngineComesBackOnItsPortWithItsData() throws SQLException {
        client().markPostgresql("before_the_kill");
        ProcessHandle killed = engines.process(EngineName.POSTGRESQL).orElseThrow();

        killed.destroyForcibly();

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> client().postgresqlHas("before_the_kill")
                        && !engines.process(EngineName.POSTGRESQL).orElseThrow().equals(killed));
    }

    @Test
    void aTransactionThatAKilledKafkaHadOpenHoldsNobodyUp() throws Exception {
        client().markKafka("held");
        client().openTransaction("killed", "held", Duration.ofSeconds(3)).close(Duration.ZERO);
        ProcessHandle killed = engines.process(EngineName.KAFKA).orElseThrow();

        killed.destroyForcibly();

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !engines.process(EngineName.KAFKA).orElseThrow().equals(killed)
                        && client().end("held", IsolationLevel.READ_COMMITTED) > 1);
        assertThat(client().end("held", IsolationLevel.READ_COMMITTED))
                .isEqualTo(client().end("held", IsolationLevel.READ_UNCOMMITTED));
    }

    @Test
    void aStoppedEngineStaysStoppedUntilItIsStartedAgain() throws InterruptedException {
        client().markRedis("before the stop");

        engines.stop(EngineName.REDIS);
        assertThat(engines.process(EngineName.REDIS)).get().matches(process -> !process.isAlive());

        engines.start(EngineName.REDIS);
        assertThat(client().redisHas("before the stop")).isTrue();
    }

    @Test
    void aSecondServerMayNotUseTheFolder() {
        assertThatThrownBy(() -> StandaloneEngines.start(data, System.out))
                .isInstanceOf(StandaloneFailure.class)
                .hasMessage("Another server is running on " + data.toAbsolutePath() + ".");
    }
}
