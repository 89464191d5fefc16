package io.hongyan.relation.people;

import io.hongyan.account.Accounts;
import io.hongyan.conversation.receipt.DeliveredPositions;
import io.hongyan.conversation.receipt.ReceiptStops;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Snowflake;
import io.hongyan.relation.Drivers;
import io.hongyan.relation.Relations;
import io.hongyan.relation.contact.ContactNews;
import io.hongyan.relation.graph.Change;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.hongyan.relation.people.BlockChangeRepository.Begun;
import io.hongyan.relation.permission.Ties;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import redis.clients.jedis.RedisClient;

import static io.hongyan.testing.Chats.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What a reader's block, and whatever becomes of it, does to the receipts of the person who writes to them.
final class BlockChangesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration GIVEN = Duration.ofMinutes(5);
    private static final Duration LATER = Duration.ofHours(1);
    private static final int LIMIT = 10;

    private final TestServer server = TestServer.shared();
    private final TestUser writer = server.user("writer");
    private final TestUser reader = server.user("reader");
    private final Snowflake ids = new Snowflake(Clock.systemUTC(), 7);
    private final Jdbi jdbi = server.jdbi().installPlugin(new SqlObjectPlugin());
    private RedisClient redis;
    private Driver driver;
    private Graph graph;
    private String direct = "";

    @BeforeEach
    void talk() {
        Relations.awaitNeo4j(server);
        redis = server.redis();
        driver = Relations.driver(server);
        graph = graph(driver);
        // The server looks once itself at the blocks from before, and might do so in the middle of a test.
        later().catchUp();
        assertThat(reached()).isEmpty();
        direct = Chats.direct(writer, reader).expect(201).text("/id");
        read(send());
    }

    @AfterEach
    void close() {
        driver.close();
        redis.close();
    }

    @Test
    void oneBeyondTheLimitStopsNothing() {
        assertThatThrownBy(() -> blocks(graph, 0).block(reader.id(), writer.id()))
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));

        assertMoves();
    }

    @Test
    void oneThatNeo4jIsNotReachedForStopsNothing() {
        // Nothing is asked before it is laid out.
        Graph away = new Graph(driver, TIMEOUT, new SimpleMeterRegistry());

        assertUnavailable(() -> blocks(away, LIMIT).block(reader.id(), writer.id()));

        assertMoves();
    }

    @Test
    void oneThatHasNoAnswerStopsThemIfItIsThere() {
        assertUnavailable(
                () -> blocks(graph(Drivers.losingAnswers(driver)), LIMIT).block(reader.id(), writer.id()));
        assertStopped();

        later().catchUp();

        assertStopped();
        blocks(graph, LIMIT).unblock(reader.id(), writer.id());
        assertMoves();
    }

    @Test
    void oneThatNeverWasMadeStopsNothingInTheEnd() {
        changes(graph, Clock.systemUTC()).begin(new Begun(reader.id(), writer.id(), ids.next()));
        assertStopped();

        later().catchUp();

        assertMoves();
    }

    @Test
    void anEndThatHasNoAnswerIsFoundInTheEnd() {
        blocks(graph, LIMIT).block(reader.id(), writer.id());
        assertUnavailable(
                () -> blocks(graph(Drivers.losingAnswers(driver)), LIMIT).unblock(reader.id(), writer.id()));
        assertStopped();

        later().catchUp();

        assertMoves();
    }

    @Test
    void whoeverBlocksAgainStopsThemWhereTheyWere() {
        Blocks blocks = blocks(graph, LIMIT);
        blocks.block(reader.id(), writer.id());
        long hidden = send();
        markRead(hidden);

        blocks.block(reader.id(), writer.id());

        assertThat(readers(hidden)).isZero();
        assertStopped();
        blocks.unblock(reader.id(), writer.id());
        await().until(() -> readers(hidden) == 1);
        assertMoves();
    }

    @Test
    void whoeverHasBlockedLongAgoStopsThemByBlockingAgain() {
        blockedLongAgo();
        assertMoves();

        blocks(graph, LIMIT).block(reader.id(), writer.id());

        assertStopped();
    }

    @Test
    void blocksOfLongAgoAreFound() {
        blockedLongAgo();
        jdbi.useHandle(handle ->
                handle.execute("DELETE FROM block_walk; INSERT INTO block_walk (blocker, number) VALUES (0, 0)"));

        later().catchUp();

        assertStopped();
        assertThat(reached()).isEmpty();
    }

    private Optional<BlockChangeRepository.Reached> reached() {
        return jdbi.withExtension(BlockChangeRepository.class, BlockChangeRepository::findReached);
    }

    /// When nobody heard of blocks.
    private void blockedLongAgo() {
        try (Session session = driver.session()) {
            session.run(
                            """
                            MERGE (reader:User {id: $reader}) MERGE (writer:User {id: $writer})
                            CREATE (reader)-[:BLOCKS {source: $reader, target: $writer, number: $id, since: 0}]->(writer)
                            """,
                            Map.of(
                                    "reader",
                                    reader.id().value(),
                                    "writer",
                                    writer.id().value(),
                                    "id",
                                    ids.next()))
                    .consume();
        }
    }

    private Graph graph(Driver by) {
        Graph asked = new Graph(by, TIMEOUT, new SimpleMeterRegistry());
        new GraphSchema(asked).apply();
        return asked;
    }

    private Blocks blocks(Graph asked, int limit) {
        Accounts accounts = new Accounts(jdbi);
        return new Blocks(
                new Change(asked, (_, _) -> {}, ids::next, Clock.systemUTC()),
                changes(asked, Clock.systemUTC()),
                new People(asked, accounts),
                accounts,
                new ContactNews(asked, (_, _) -> {}),
                limit,
                ids::next);
    }

    /// When what was begun can't be under way any more.
    private BlockChanges later() {
        return changes(graph, Clock.offset(Clock.systemUTC(), LATER));
    }

    private BlockChanges changes(Graph asked, Clock clock) {
        return new BlockChanges(
                jdbi, asked, new Ties(asked), new ReceiptStops(jdbi, new DeliveredPositions(redis)), GIVEN, clock);
    }

    private void assertMoves() {
        long seq = send();
        markRead(seq);

        await().untilAsserted(() -> assertThat(readers(seq)).isEqualTo(1));
    }

    private void assertStopped() {
        long seq = send();
        markRead(seq);

        await().until(() -> readers(reader, seq) == 1);
        assertThat(readers(seq)).isZero();
    }

    private static void assertUnavailable(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        HongyanException.class, away -> assertThat(away.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private long send() {
        return say(writer, direct).expect(201).json().at("/seq").asLong();
    }

    private void read(long seq) {
        markRead(seq);
        await().until(() -> readers(seq) == 1);
    }

    private void markRead(long seq) {
        await().until(() -> reader.rest()
                        .put("/v1/conversations/" + direct + "/read", Map.of("seq", seq))
                        .status()
                == 200);
    }

    /// As the writer is shown them.
    private int readers(long seq) {
        return readers(writer, seq);
    }

    /// A reader is shown what they have read themselves.
    private int readers(TestUser to, long seq) {
        return to.rest()
                .get("/v1/conversations/" + direct + "/messages/" + seq + "/receipts")
                .expect(200)
                .json()
                .at("/readCount")
                .asInt();
    }
}
