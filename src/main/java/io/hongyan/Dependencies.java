package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.hongyan.health.Dependency;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.log.Pipeline;
import io.hongyan.projection.Projector;
import io.hongyan.streams.engine.StreamsEngine;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jdbi.v3.core.Jdbi;

import static io.hongyan.health.Dependency.Need.FOR_MORE;
import static io.hongyan.health.Dependency.Need.TO_SEND;

/// What the server depends on, for `/ready`.
final class Dependencies {

    private static final int KAFKA_TIMEOUT = 2_000;

    private Dependencies() {}

    static List<Dependency> of(
            Connections connections, Pipeline pipeline, Projector projector, Environment environment) {
        Admin kafka = admin(connections.kafka(), environment);
        return List.of(
                new Dependency(
                        "kafka", TO_SEND, () -> kafka.describeCluster().nodes().get()),
                new Dependency("conversations", TO_SEND, () -> requireRunning(pipeline, 0)),
                new Dependency("mailboxes", FOR_MORE, () -> requireRunning(pipeline, 1)),
                new Dependency("projector", FOR_MORE, projector::check),
                new Dependency("postgresql", FOR_MORE, () -> ping(connections.jdbi())),
                new Dependency("redis", FOR_MORE, () -> connections.redis().ping()),
                new Dependency("neo4j", FOR_MORE, () -> connections.neo4j().verifyConnectivity()));
    }

    private static Admin admin(KafkaConfiguration kafka, Environment environment) {
        Map<String, Object> properties = kafka.clientProperties();
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "hongyan-readiness");
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, KAFKA_TIMEOUT);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, KAFKA_TIMEOUT);
        Admin admin = Admin.create(properties);
        environment.lifecycle().manage(new AutoCloseableManager(admin));
        return admin;
    }

    private static void ping(Jdbi jdbi) {
        jdbi.useHandle(handle -> handle.execute("SELECT 1"));
    }

    /// The engines are in the order of the pipeline: conversations, then mailboxes.
    private static void requireRunning(Pipeline pipeline, int engine) {
        List<StreamsEngine> engines = pipeline.engines();
        if (engines.size() <= engine) {
            throw new IllegalStateException("not started");
        }
        StreamsEngine running = engines.get(engine);
        if (!running.isRunning()) {
            throw new IllegalStateException(running.failure().orElse("restoring its state"));
        }
    }
}
