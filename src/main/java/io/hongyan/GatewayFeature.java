package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.hongyan.account.AccountFeature;
import io.hongyan.gateway.Gateway;
import io.hongyan.gateway.GatewayNeeds;
import io.hongyan.gateway.SocketEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/// What people do over sockets, on top of [Messaging], [ConversationFeature] and [SyncFeature].
record GatewayFeature(Gateway gateway, SocketEndpoint endpoint) {

    static GatewayFeature assemble(
            HongyanConfiguration configuration,
            AccountFeature account,
            Messaging messaging,
            ConversationFeature conversation,
            SyncFeature sync,
            MeterRegistry metrics,
            Environment environment,
            Clock clock) {
        Gateway gateway = new Gateway(
                configuration.gateway(),
                new GatewayNeeds(
                        account.tokens(),
                        account.revocations(),
                        messaging.messages(),
                        conversation.recalls(),
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
                        metrics,
                        environment.getObjectMapper(),
                        configuration.node().name(),
                        clock));
        messaging.events().listen(gateway.subscriptions());
        messaging.mailboxChanges().listen(gateway.subscriptions());
        messaging.table().listen(gateway.subscriptions()::summarised);
        environment.lifecycle().manage(gateway);
        environment.lifecycle().addEventListener(gateway);
        return new GatewayFeature(
                gateway, new SocketEndpoint(gateway, configuration.gateway().origins()));
    }
}
