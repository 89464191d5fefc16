package io.hongyan.testing;

import com.codahale.metrics.MetricRegistry;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.util.Duration;
import io.hongyan.infra.Dispatch;
import io.hongyan.infra.IdArguments;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Schema;
import io.hongyan.standalone.EngineName;
import io.hongyan.standalone.StandaloneEngines;
import io.hongyan.streams.log.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

import static java.util.Objects.requireNonNull;

/// PostgreSQL with its schema and Kafka with its topics, without the server: for tests of what stands between them.
///
/// They may be stopped and started again in a test.
public final class TestEngines implements AutoCloseable {

    public static final int PARTITIONS = 4;

    static {
        Awaitility.setDefaultTimeout(TestServer.USUAL_PATIENCE);
    }

    private final StandaloneEngines engines;
    private final ManagedDataSource dataSource;
    private final Jdbi jdbi;

    private TestEngines(StandaloneEngines engines, ManagedDataSource dataSource) {
        this.engines = engines;
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(dataSource).installPlugin(new SqlObjectPlugin());
        IdArguments.install(jdbi);
    }

    /// Starts empty ones with their data in `target`.
    public static TestEngines start(String name) throws Exception {
        TestEngines started = start(name, Set.of(EngineName.POSTGRESQL, EngineName.KAFKA));
        started.createTopics();
        return started;
    }

    /// The same for tests that need no Kafka, which takes longest to start.
    public static TestEngines startPostgresql(String name) throws Exception {
        return start(name, Set.of(EngineName.POSTGRESQL));
    }

    private static TestEngines start(String name, Set<EngineName> wanted) throws Exception {
        Path data = Path.of("target", "test-data", name);
        delete(data);
        StandaloneEngines engines =
                StandaloneEngines.start(data, new PrintStream(PrintStream.nullOutputStream()), wanted);
        TestEngines started = new TestEngines(engines, dataSource(engines.settings()));
        Schema.migrate(started.dataSource);
        return started;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    private static ManagedDataSource dataSource(Map<String, String> settings) throws Exception {
        DataSourceFactory factory = new DataSourceFactory();
        factory.setDriverClass("org.postgresql.Driver");
        factory.setUrl(setting(settings, "POSTGRESQL_URL"));
        factory.setUser(setting(settings, "POSTGRESQL_USER"));
        factory.setPassword(setting(settings, "POSTGRESQL_PASSWORD"));
        factory.setMinSize(1);
        factory.setInitialSize(1);
        factory.setMaxSize(8);
        factory.setMaxWaitForConnection(Duration.seconds(2));
        factory.setCheckConnectionOnBorrow(true);
        ManagedDataSource dataSource = factory.build(new MetricRegistry(), "test");
        dataSource.start();
        return dataSource;
    }

    private static String setting(Map<String, String> settings, String name) {
        return requireNonNull(settings.get("HONGYAN_" + name), name);
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        List<NewTopic> topics = Topics.NAMES.stream()
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                .toList();
        try (Admin admin = Admin.create(kafka().clientProperties())) {
            admin.createTopics(topics).all().get();
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public KafkaConfiguration kafka() {
        return kafka(engines);
    }

    /// How the Kafka of `engines` is reached.
    public static KafkaConfiguration kafka(StandaloneEngines engines) {
        Map<String, String> settings = engines.settings();
        return new KafkaConfiguration(
                setting(settings, "KAFKA_BOOTSTRAP"),
                setting(settings, "KAFKA_USER"),
                setting(settings, "KAFKA_PASSWORD"),
                PARTITIONS,
                (short) 1,
                Duration.days(1),
                Dispatch.EARLY,
                Duration.milliseconds(20),
                1,
                1);
    }

    public void stop(EngineName engine) {
        engines.stop(engine);
    }

    public void start(EngineName engine) throws InterruptedException {
        engines.start(engine);
    }

    @Override
    public void close() throws Exception {
        dataSource.stop();
        engines.close();
    }
}
