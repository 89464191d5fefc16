package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.account.AccountFeature;
import io.hongyan.conversation.draft.DraftChange;
import io.hongyan.conversation.receipt.DeliveredPositions;
import io.hongyan.conversation.receipt.ReceiptStops;
import io.hongyan.feed.FeedFeature;
import io.hongyan.gateway.frame.FrameWriter;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.gateway.live.OwnDevices;
import io.hongyan.health.Readiness;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.Snowflake;
import io.hongyan.infra.StartAside;
import io.hongyan.infra.StartingEngines;
import io.hongyan.log.Log;
import io.hongyan.log.LogMetrics;
import io.hongyan.log.RelationFeed;
import io.hongyan.presence.Broadcast;
import io.hongyan.projection.Projector;
import io.hongyan.relation.RelationFeature;
import io.hongyan.relation.permission.Permissions;
import io.hongyan.streams.relation.RelationChanged;
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
        AccountFeature account,
        RelationFeature relation,
        Messaging messaging,
        ConversationFeature conversation,
        SyncFeature sync,
        FeedFeature feed,
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
        PrometheusMeterRegistry metrics = newMetrics();
        Log log = new Log(connections.kafka(), configuration.node().name(), new LogMetrics(metrics));
        Snowflake ids = new Snowflake(clock, configuration.node().number());
        Idempotency idempotency = new Idempotency(connections.jdbi(), clock);
        Broadcast broadcast = new Broadcast(connections.redis());
        OwnDevices devices =
                new OwnDevices(broadcast, configuration.node().name(), new FrameWriter(environment.getObjectMapper()));
        Common common = new Common(
                configuration, connections, log, broadcast, devices, ids, idempotency, metrics, environment, clock);
        AccountFeature account = account(common);
        RelationFeature relation = relation(common, account);
        FeedFeature feed = feed(common, account, relation);
        Permissions permissions = relation.permissions();
        Messaging messaging =
                Messaging.assemble(configuration, connections, log, permissions, ids, metrics, environment, clock);
        ConversationFeature conversation = conversation(common, messaging, account, permissions);
        RelationFeed relations = new RelationFeed(connections.kafka());
        relations.listen(changed -> relation.forget(changed.one(), changed.other()));
        Projector projector = projector(common);
        SyncFeature sync =
                SyncFeature.assemble(configuration, connections, account, messaging, metrics, environment, clock);
        Later later = later(common, messaging, conversation, relation);
        // The projector and the inbox writer come after the messages, so that the topics are there.
        StartAside.manage(
                environment.lifecycle(),
                engines,
                Stream.of(
                                messaging.parts(),
                                List.<Managed>of(relations, projector, feed.spreading(), feed.hints()),
                                sync.parts(),
                                later.parts())
                        .flatMap(List::stream)
                        .toList());
        environment.lifecycle().manage(relation.schema());
        GatewayFeature gateway = gateway(common, account, messaging, conversation, sync, relation, relations);
        Verification verification = new Verification(connections.kafka(), connections.jdbi(), DRIFT);
        return new Services(
                account,
                relation,
                messaging,
                conversation,
                sync,
                feed,
                gateway,
                verification,
                new Readiness(Dependencies.of(
                        connections,
                        messaging.pipeline(),
                        projector,
                        sync.writer(),
                        relation.graph(),
                        feed.spreading(),
                        later,
                        environment)),
                metrics);
    }

    private static Later later(
            Common common, Messaging messaging, ConversationFeature conversation, RelationFeature relation) {
        return Later.assemble(
                common.configuration(),
                common.connections(),
                messaging,
                conversation,
                relation.chore(),
                common.environment().getObjectMapper(),
                common.metrics(),
                common.clock());
    }

    private static PrometheusMeterRegistry newMetrics() {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        return metrics;
    }

    /// What the features stand on together.
    private record Common(
            HongyanConfiguration configuration,
            Connections connections,
            Log log,
            Broadcast broadcast,
            OwnDevices devices,
            Snowflake ids,
            Idempotency idempotency,
            PrometheusMeterRegistry metrics,
            Environment environment,
            Clock clock) {}

    private static AccountFeature account(Common common) {
        HongyanConfiguration configuration = common.configuration();
        return AccountFeature.assemble(
                configuration.accounts(),
                configuration.tokens(),
                configuration.node().data(),
                common.connections().jdbi(),
                common.idempotency(),
                common.ids(),
                common.environment(),
                common.clock());
    }

    private static RelationFeature relation(Common common, AccountFeature account) {
        Log log = common.log();
        return RelationFeature.assemble(
                common.configuration().relations(),
                common.connections().neo4j(),
                common.connections().jdbi(),
                account,
                new RelationFeature.Listeners(
                        (users, other) -> log.tell(users.stream()
                                .map(user -> new RelationChanged(user, other))
                                .toList()),
                        new ReceiptStops(
                                common.connections().jdbi(),
                                new DeliveredPositions(common.connections().redis())),
                        (user, version) -> common.devices().tell(user, new ServerFrame.Contacts(version))),
                common.ids()::next,
                common.metrics(),
                common.clock());
    }

    private static FeedFeature feed(Common common, AccountFeature account, RelationFeature relation) {
        Connections connections = common.connections();
        return FeedFeature.assemble(
                common.configuration().feed(),
                new FeedFeature.Base(
                        connections.jdbi(),
                        connections.redis(),
                        connections.kafka(),
                        common.configuration().node(),
                        relation.circles(),
                        account,
                        common.log()::announce,
                        common.broadcast(),
                        common.devices()::connectedHere,
                        (users, unread) -> common.devices().tell(users, new ServerFrame.Feed(unread)),
                        common.idempotency(),
                        common.ids(),
                        common.metrics(),
                        common.clock()));
    }

    private static ConversationFeature conversation(
            Common common, Messaging messaging, AccountFeature account, Permissions permissions) {
        return ConversationFeature.assemble(
                common.configuration(),
                messaging,
                account,
                permissions,
                new ConversationFeature.Base(
                        common.connections(),
                        (caller, draft) -> common.devices().tellOthers(caller.user(), caller.device(), hint(draft)),
                        common.idempotency(),
                        common.ids(),
                        common.clock()));
    }

    private static ServerFrame.Hint hint(DraftChange draft) {
        return new ServerFrame.Draft(draft.conversation(), draft.text(), draft.replyTo(), draft.at());
    }

    private static GatewayFeature gateway(
            Common common,
            AccountFeature account,
            Messaging messaging,
            ConversationFeature conversation,
            SyncFeature sync,
            RelationFeature relation,
            RelationFeed relations) {
        return GatewayFeature.assemble(
                common.configuration(),
                account,
                messaging,
                conversation,
                sync,
                relation.permissions(),
                relations,
                new GatewayFeature.Base(
                        common.connections().redis(),
                        common.connections().jdbi(),
                        common.broadcast(),
                        common.devices(),
                        common.metrics(),
                        common.environment(),
                        common.clock()));
    }

    private static Projector projector(Common common) {
        Connections connections = common.connections();
        return new Projector(
                connections.kafka(),
                common.configuration().node(),
                common.configuration().projection(),
                connections.jdbi(),
                common.clock(),
                common.metrics());
    }
}
