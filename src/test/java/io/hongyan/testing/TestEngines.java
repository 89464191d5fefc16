package io.hongyan.testing;

import com.codahale.metrics.MetricRegistry;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

import static java.util.Objects.requireNonNull;

/// PostgreSQL with its schema and Kafka with its topics, without the server: for tests of what stands between them.
///
/// They are [borrowed][BorrowedEngines], and may be stopped and started again in a test.
public final class TestEngines implements AutoCloseable {

    public static final int PARTITIONS = 4;

    static {
        Waits.setDefaults();
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

    /// Borrows empty ones.
    public static TestEngines start() throws Exception {
        TestEngines started = start(Set.of(EngineName.POSTGRESQL, EngineName.KAFKA));
        started.createTopics();
        return started;
    }

    /// The same for tests that need no Kafka, which takes longest to start.
    public static TestEngines startPostgresql() throws Exception {
        return start(Set.of(EngineName.POSTGRESQL));
    }

    private static TestEngines start(Set<EngineName> wanted) throws Exception {
        StandaloneEngines engines = BorrowedEngines.borrow(wanted);
        TestEngines started = new TestEngines(engines, dataSource(engines.settings()));
        Schema.migrate(started.dataSource);
        return started;
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

    /// PostgreSQL for what doesn't use [#jdbi()].
    public DataSource dataSource() {
        return dataSource;
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
        BorrowedEngines.giveBack();
    }
}
