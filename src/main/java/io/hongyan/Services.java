package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.account.AccountFeature;
import io.hongyan.health.Readiness;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.Snowflake;
import io.hongyan.infra.StartAside;
import io.hongyan.infra.StartingEngines;
import io.hongyan.log.Log;
import io.hongyan.log.LogMetrics;
import io.hongyan.log.RelationFeed;
import io.hongyan.projection.Projector;
import io.hongyan.relation.RelationFeature;
import io.hongyan.relation.permission.Permissions;
import io.hongyan.streams.relation.RelationChanged;
import io.hongyan.verify.Verification;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Our own objects, each made once, in the order in which they need each other.
record Services(
        Snowflake ids,
        Idempotency idempotency,
        AccountFeature account,
        RelationFeature relation,
        Messaging messaging,
        ConversationFeature conversation,
        SyncFeature sync,
        GatewayFeature gateway,
        Verification verification,
        Readiness readiness,
        PrometheusMeterRegistry metrics) {

    /// How long what is different in a mailbox may stay so before it is drift.
    private static final Duration DRIFT = Duration.ofSeconds(20);

    static Services assemble(
            HongyanConfiguration configuration,
            Connections connections,
            StartingEngines engines,
            Environment environment,
            Clock clock) {
        Snowflake ids = new Snowflake(clock, configuration.node().number());
        Idempotency idempotency = new Idempotency(connections.jdbi(), clock);
        AccountFeature account = AccountFeature.assemble(
                configuration.accounts(),
                configuration.tokens(),
                configuration.node().data(),
                connections.jdbi(),
                idempotency,
                ids,
                environment,
                clock);
        PrometheusMeterRegistry metrics = newMetrics();
        Log log = new Log(connections.kafka(), configuration.node().name(), new LogMetrics(metrics));
        RelationFeature relation = relation(configuration, connections, account, log, ids, metrics, clock);
        Permissions permissions = relation.permissions();
        Messaging messaging =
                Messaging.assemble(configuration, connections, log, permissions, ids, metrics, environment, clock);
        ConversationFeature conversation = ConversationFeature.assemble(
                configuration, messaging, connections, account, permissions, idempotency, ids, clock);
        RelationFeed relations =
                new RelationFeed(connections.kafka(), changed -> permissions.forget(changed.one(), changed.other()));
        Projector projector = projector(configuration, connections, metrics, clock);
        SyncFeature sync =
                SyncFeature.assemble(configuration, connections, account, messaging, metrics, environment, clock);
        Later later =
                Later.assemble(configuration, connections, messaging, environment.getObjectMapper(), metrics, clock);
        // The projector and the inbox writer come after the messages, so that the topics are there.
        StartAside.manage(
                environment.lifecycle(),
                engines,
                Stream.of(messaging.parts(), List.<Managed>of(relations, projector), sync.parts(), later.parts())
                        .flatMap(List::stream)
                        .toList());
        environment.lifecycle().manage(relation.schema());
        GatewayFeature gateway = GatewayFeature.assemble(
                configuration,
                account,
                messaging,
                conversation,
                sync,
                new GatewayFeature.Base(connections.redis(), metrics, environment, clock));
        Verification verification = new Verification(connections.kafka(), connections.jdbi(), DRIFT);
        return new Services(
                ids,
                idempotency,
                account,
                relation,
                messaging,
                conversation,
                sync,
                gateway,
                verification,
                new Readiness(Dependencies.of(
                        connections, messaging.pipeline(), projector, sync.writer(), relation.graph(), environment)),
                metrics);
    }

    private static PrometheusMeterRegistry newMetrics() {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        return metrics;
    }

    private static Projector projector(
            HongyanConfiguration configuration, Connections connections, MeterRegistry metrics, Clock clock) {
        return new Projector(
                connections.kafka(),
                configuration.node(),
                configuration.projection(),
                connections.jdbi(),
                clock,
                metrics);
    }

    private static RelationFeature relation(
            HongyanConfiguration configuration,
            Connections connections,
            AccountFeature account,
            Log log,
            Snowflake ids,
            MeterRegistry metrics,
            Clock clock) {
        return RelationFeature.assemble(
                configuration.relations(),
                connections.neo4j(),
                connections.jdbi(),
                account.accounts(),
                (one, other) -> log.tell(new RelationChanged(one, other)),
                ids::next,
                metrics,
                clock);
    }
}
