package io.hongyan.standalone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import redis.clients.jedis.Jedis;

import static java.util.Objects.requireNonNull;

/// Speaks to running engines as their settings say, and leaves and finds a mark in each.
final class EnginesClient {

    private final Map<String, String> settings;

    EnginesClient(Map<String, String> settings) {
        this.settings = settings;
    }

    /// The same engines, but with another password for all of them.
    EnginesClient withPassword(String password) {
        Map<String, String> other = new HashMap<>(settings);
        other.replaceAll((name, value) -> name.endsWith("_PASSWORD") ? password : value);
        return new EnginesClient(other);
    }

    String setting(String name) {
        return requireNonNull(settings.get("HONGYAN_" + name), name);
    }

    void markPostgresql(String mark) throws SQLException {
        try (Connection connection = postgresql();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + mark + " ()");
        }
    }

    boolean postgresqlHas(String mark) throws SQLException {
        try (Connection connection = postgresql();
                ResultSet tables = connection.getMetaData().getTables(null, null, mark, null)) {
            return tables.next();
        }
    }

    private Connection postgresql() throws SQLException {
        return DriverManager.getConnection(
                setting("POSTGRESQL_URL"), setting("POSTGRESQL_USER"), setting("POSTGRESQL_PASSWORD"));
    }

    String postgresqlSetting(String name) throws SQLException {
        try (Connection connection = postgresql();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    void markKafka(String mark) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(Set.of(new NewTopic(mark, 1, (short) 1))).all().get();
        }
    }

    boolean kafkaHas(String mark) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka())) {
            return admin.listTopics().names().get().contains(mark);
        }
    }

    Map<String, Object> kafka() {
        String login = "org.apache.kafka.common.security.plain.PlainLoginModule required username='%s' password='%s';";
        return Map.of(
                "bootstrap.servers",
                setting("KAFKA_BOOTSTRAP"),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login.formatted(setting("KAFKA_USER"), setting("KAFKA_PASSWORD")));
    }

    /// Leaves a record in the only partition of `topic`, in a transaction that Kafka aborts when it is older than
    /// `timeout`.
    KafkaProducer<String, String> openTransaction(String id, String topic, Duration timeout)
            throws ExecutionException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(kafka());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(timeout.toMillis()));
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "open")).get();
        return producer;
    }

    /// The offset that follows what readers of that `isolation` are given of the only partition of `topic`.
    long end(String topic, IsolationLevel isolation) throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(kafka())) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    void markRedis(String mark) {
        try (Jedis redis = redis()) {
            redis.auth(setting("REDIS_PASSWORD"));
            redis.set(mark, "here");
        }
    }

    boolean redisHas(String mark) {
        try (Jedis redis = redis()) {
            redis.auth(setting("REDIS_PASSWORD"));
            return redis.exists(mark);
        }
    }

    Jedis redis() {
        return new Jedis(setting("REDIS_HOST"), Integer.parseInt(setting("REDIS_PORT")));
    }

    void markNeo4j(String mark) {
        try (Driver driver = neo4j()) {
            driver.executableQuery("CREATE (:" + mark + ")").execute();
        }
    }

    boolean neo4jHas(String mark) {
        try (Driver driver = neo4j()) {
            List<?> found = driver.executableQuery("MATCH (found:" + mark + ") RETURN found")
                    .execute()
                    .records();
            return !found.isEmpty();
        }
    }

    private Driver neo4j() {
        Config quiet = Config.builder()
                .withLogging(Logging.none())
                .withConnectionTimeout(10, TimeUnit.SECONDS)
                .withMaxTransactionRetryTime(10, TimeUnit.SECONDS)
                .build();
        return GraphDatabase.driver(
                setting("NEO4J_URL"), AuthTokens.basic(setting("NEO4J_USER"), setting("NEO4J_PASSWORD")), quiet);
    }
}
