package io.hongyan.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.hongyan.standalone.EngineName;
import io.hongyan.standalone.StandaloneEngines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import redis.clients.jedis.RedisClient;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

/// Engines that the tests of a JVM use one after another: whoever borrows them finds nothing in them, as in new ones,
/// which would take a quarter of a minute to start and stop.
///
/// Started when they are first asked for, stopped with the JVM. They may be stopped and started in a test.
public final class BorrowedEngines {

    private static final Path FOLDER = TestServer.folder("borrowed");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static @Nullable StandaloneEngines engines;
    private static boolean lent;

    private BorrowedEngines() {}

    /// Lends the engines, of which those that are wanted run, until they are [given back][#giveBack].
    public static synchronized StandaloneEngines borrow(Set<EngineName> wanted)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        if (lent && engines != null) {
            // By a test that failed before it could give them back: its server goes with them.
            engines.close();
            engines = null;
        }
        StandaloneEngines borrowed = engines;
        if (borrowed == null) {
            delete(FOLDER);
            borrowed = StandaloneEngines.start(FOLDER, new PrintStream(PrintStream.nullOutputStream()), wanted);
            engines = borrowed;
        } else {
            for (EngineName name : wanted) {
                start(borrowed, name);
                empty(borrowed, name);
            }
            delete(FOLDER.resolve("server"));
            Files.createDirectory(FOLDER.resolve("server"));
        }
        lent = true;
        return borrowed;
    }

    /// Lets others have them; does nothing when that was done.
    public static synchronized void giveBack() {
        lent = false;
    }

    private static void start(StandaloneEngines engines, EngineName name) throws InterruptedException {
        if (engines.process(name).filter(ProcessHandle::isAlive).isEmpty()) {
            engines.start(name);
        }
    }

    private static void empty(StandaloneEngines engines, EngineName name)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        switch (name) {
            case POSTGRESQL -> emptyPostgresql(engines.settings());
            case KAFKA -> emptyKafka(engines);
            case REDIS -> {
                try (RedisClient redis = TestServer.redis(engines)) {
                    redis.flushAll();
                }
            }
            case NEO4J -> emptyNeo4j(engines.settings());
        }
    }

    private static void emptyPostgresql(Map<String, String> settings) throws IOException, SQLException {
        String url = requireNonNull(settings.get("HONGYAN_POSTGRESQL_URL"));
        String server = url.substring(0, url.lastIndexOf('/') + 1);
        String password = JSON.readTree(FOLDER.resolve("credentials.json").toFile())
                .get("postgresqlSuperuser")
                .asText();
        try (Connection connection = DriverManager.getConnection(server + "postgres", "postgres", password);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE hongyan WITH (FORCE)");
            statement.execute("CREATE DATABASE hongyan OWNER hongyan");
        }
    }

    private static void emptyKafka(StandaloneEngines engines) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(TestEngines.kafka(engines).clientProperties())) {
            // Members that expire meanwhile are no longer there to be removed.
            await("Kafka's groups").atMost(PATIENCE).ignoreExceptions().until(() -> deleteGroups(admin));
            // Without Kafka's own.
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
            await().atMost(PATIENCE)
                    .until(() -> admin.listTopics().names().get().isEmpty());
        }
    }

    private static boolean deleteGroups(Admin admin) throws InterruptedException, ExecutionException {
        List<String> groups = admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .toList();
        for (ConsumerGroupDescription group :
                admin.describeConsumerGroups(groups).all().get().values()) {
            if (!group.members().isEmpty()) {
                // Static members stay when they have gone; who comes back takes up what they had, topics included.
                admin.removeMembersFromConsumerGroup(group.groupId(), new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
        }
        admin.deleteConsumerGroups(groups).all().get();
        return true;
    }

    /// It may still be on its way: nobody waits for its start.
    private static void emptyNeo4j(Map<String, String> settings) {
        Config quiet = Config.builder().withLogging(Logging.none()).build();
        try (Driver driver = GraphDatabase.driver(
                settings.get("HONGYAN_NEO4J_URL"),
                AuthTokens.basic("neo4j", settings.get("HONGYAN_NEO4J_PASSWORD")),
                quiet)) {
            await("Neo4j").atMost(PATIENCE).ignoreExceptions().until(() -> {
                driver.executableQuery("MATCH (any) DETACH DELETE any").execute();
                return true;
            });
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }
}
