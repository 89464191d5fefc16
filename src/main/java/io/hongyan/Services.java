package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.account.AccountFeature;
import io.hongyan.health.Readiness;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.Snowflake;
import io.hongyan.infra.StartAside;
import io.hongyan.infra.StartingEngines;
import io.hongyan.projection.Projector;
import io.hongyan.verify.Verification;
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
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        Messaging messaging = Messaging.assemble(configuration, connections, ids, metrics, environment, clock);
        ConversationFeature conversation = ConversationFeature.assemble(
                configuration,
                messaging,
                connections.jdbi(),
                account.accounts(),
                account.audit(),
                idempotency,
                ids,
                clock);
        Projector projector = new Projector(
                connections.kafka(),
                configuration.node(),
                configuration.projection(),
                connections.jdbi(),
                clock,
                metrics);
        SyncFeature sync =
                SyncFeature.assemble(configuration, connections, account, messaging, metrics, environment, clock);
        // The projector and the inbox writer come after the messages, so that the topics are there.
        StartAside.manage(
                environment.lifecycle(),
                engines,
                Stream.of(messaging.parts(), List.<Managed>of(projector), sync.parts())
                        .flatMap(List::stream)
                        .toList());
        GatewayFeature gateway = GatewayFeature.assemble(
                configuration,
                account,
                messaging,
                conversation,
                sync,
                new GatewayFeature.Base(connections.redis(), metrics, environment, clock));
        Readiness readiness = new Readiness(
                Dependencies.of(connections, messaging.pipeline(), projector, sync.writer(), environment));
        Verification verification = new Verification(connections.kafka(), connections.jdbi(), DRIFT);
        return new Services(
                ids, idempotency, account, messaging, conversation, sync, gateway, verification, readiness, metrics);
    }
}
