package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.hongyan.account.AccountFeature;
import io.hongyan.gateway.Gateway;
import io.hongyan.gateway.GatewayNeeds;
import io.hongyan.gateway.SocketEndpoint;
import io.hongyan.gateway.live.Company;
import io.hongyan.gateway.live.ConnectedCompany;
import io.hongyan.gateway.live.DeliveryReceipts;
import io.hongyan.gateway.live.Discretion;
import io.hongyan.gateway.live.LiveConfiguration;
import io.hongyan.gateway.live.OwnDevices;
import io.hongyan.gateway.live.ReadReceipts;
import io.hongyan.gateway.live.ReceiptFrames;
import io.hongyan.gateway.live.Typing;
import io.hongyan.gateway.live.Watches;
import io.hongyan.gateway.push.Subscriptions;
import io.hongyan.gateway.push.WriterThreads;
import io.hongyan.log.RelationFeed;
import io.hongyan.presence.Broadcast;
import io.hongyan.presence.KeptWords;
import io.hongyan.presence.Presences;
import io.hongyan.presence.WordRepository;
import io.hongyan.relation.permission.Permissions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import redis.clients.jedis.RedisClient;

/// What people do over sockets, on top of [Messaging], [ConversationFeature] and [SyncFeature].
record GatewayFeature(Gateway gateway, SocketEndpoint endpoint) {

    /// What every feature stands on.
    record Base(
            RedisClient redis,
            Jdbi jdbi,
            Broadcast broadcast,
            OwnDevices devices,
            MeterRegistry metrics,
            Environment environment,
            Clock clock) {}

    static GatewayFeature assemble(
            HongyanConfiguration configuration,
            AccountFeature account,
            Messaging messaging,
            ConversationFeature conversation,
            SyncFeature sync,
            Permissions permissions,
            RelationFeed relations,
            Base base) {
        Environment environment = base.environment();
        Broadcast broadcast = base.broadcast();
        KeptWords words = new KeptWords(base.jdbi().onDemand(WordRepository.class));
        Presences presences = new Presences(
                base.redis(),
                words,
                broadcast,
                configuration.gateway().pingInterval().toJavaDuration(),
                base.clock());
        Watches watches = new Watches(presences::watch, permissions::findBlockers);
        relations.listen(changed -> watches.relationChanged(changed.one(), changed.other()));
        Discretion discretion = new Discretion(messaging.summaries()::findPeer, permissions);
        environment.lifecycle().manage(broadcast);
        environment.lifecycle().manage(base.devices());
        environment.lifecycle().manage(words);
        environment.lifecycle().manage(presences);
        environment.lifecycle().manage(watches);
        WriterThreads writers = new WriterThreads(Runtime.getRuntime().availableProcessors());
        environment.lifecycle().manage(writers);
        Gateway gateway = new Gateway(
                configuration.gateway(),
                new GatewayNeeds(
                        account.tokens(),
                        account.revocations(),
                        messaging.messages(),
                        conversation.operations(),
                        conversation.directs(),
                        messaging.marks(),
                        messaging.mailboxes(),
                        messaging.conversations(),
                        messaging.summaries(),
                        messaging.tail(),
                        messaging.history(),
                        conversation.visibility(),
                        sync.sync(),
                        sync.cursors(),
                        sync.deviceCursors(),
                        sync.delivering(),
                        subscriptions ->
                                company(configuration, messaging, presences, watches, base, discretion, subscriptions),
                        writers,
                        base.metrics(),
                        environment.getObjectMapper(),
                        configuration.node().name(),
                        base.clock()));
        messaging.events().listen(gateway.subscriptions());
        messaging.mailboxChanges().listen(gateway.subscriptions());
        messaging.table().listen(gateway.subscriptions()::summarised);
        tellReceipts(configuration, messaging, sync, gateway, discretion, base);
        environment.lifecycle().manage(gateway);
        environment.lifecycle().addEventListener(gateway);
        return new GatewayFeature(
                gateway, new SocketEndpoint(gateway, configuration.gateway().origins()));
    }

    private static void tellReceipts(
            HongyanConfiguration configuration,
            Messaging messaging,
            SyncFeature sync,
            Gateway gateway,
            Discretion discretion,
            Base base) {
        ReceiptFrames frames = new ReceiptFrames(gateway.subscriptions(), discretion, messaging.tail());
        ReadReceipts receipts =
                new ReadReceipts(configuration.live().receiptsUpTo(), messaging.summaries()::find, frames::read);
        messaging.mailboxChanges().listen(receipts);
        DeliveryReceipts deliveries = new DeliveryReceipts(
                base.broadcast(),
                configuration.node().name(),
                configuration.live().receiptsUpTo(),
                messaging.summaries()::find,
                frames::delivered);
        sync.delivering().listen(deliveries::delivered);
        base.environment().lifecycle().manage(receipts);
        base.environment().lifecycle().manage(deliveries);
    }

    private static Company company(
            HongyanConfiguration configuration,
            Messaging messaging,
            Presences presences,
            Watches watches,
            Base base,
            Discretion discretion,
            Subscriptions subscriptions) {
        LiveConfiguration live = configuration.live();
        return new ConnectedCompany(
                presences,
                watches,
                new Typing(
                        base.broadcast(),
                        configuration.node().name(),
                        live.typingUpTo(),
                        (user, conversation) -> messaging
                                .mailboxes()
                                .of(user)
                                .find(conversation)
                                .isPresent(),
                        messaging.summaries()::find,
                        (conversation, user) -> discretion.tell(
                                user,
                                conversation,
                                () -> subscriptions.tell(conversation, (member, recipient) -> {
                                    if (!member.equals(user)) {
                                        recipient.typing(conversation, user);
                                    }
                                }))),
                base.devices(),
                live.maxWatched());
    }
}
