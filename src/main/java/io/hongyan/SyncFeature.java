package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.account.AccountFeature;
import io.hongyan.conversation.receipt.DeliveredPositions;
import io.hongyan.infra.SharedKey;
import io.hongyan.sync.Delivering;
import io.hongyan.sync.EventStreams;
import io.hongyan.sync.EventsResource;
import io.hongyan.sync.Slots;
import io.hongyan.sync.SyncResource;
import io.hongyan.sync.SyncService;
import io.hongyan.sync.cursor.CursorCodec;
import io.hongyan.sync.inbox.DeviceCursors;
import io.hongyan.sync.inbox.InboxReader;
import io.hongyan.sync.inbox.InboxWriter;
import io.hongyan.sync.inbox.RedisInbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// How devices are told what they missed, on top of [Messaging].
///
/// @param parts what has to be started, in this order, after those of [Messaging]
record SyncFeature(
        List<Managed> parts,
        SyncService sync,
        EventStreams events,
        Slots slots,
        CursorCodec cursors,
        DeviceCursors deviceCursors,
        Delivering delivering,
        InboxWriter writer) {

    static SyncFeature assemble(
            HongyanConfiguration configuration,
            Connections connections,
            AccountFeature account,
            Messaging messaging,
            MeterRegistry metrics,
            Environment environment,
            Clock clock) {
        Duration maxAge = configuration.inbox().maxAge().toJavaDuration();
        RedisInbox inbox =
                new RedisInbox(connections.redis(), configuration.inbox().maxLength(), maxAge, clock);
        InboxReader reader = new InboxReader(inbox);
        InboxWriter writer = new InboxWriter(
                connections.kafka(),
                configuration.node(),
                configuration.inbox().threads(),
                inbox,
                reader::written,
                metrics);
        Delivering delivering = new Delivering(inbox, new DeliveredPositions(connections.redis()));
        DeviceCursors deviceCursors = new DeviceCursors(connections.redis(), maxAge);
        CursorCodec cursors = new CursorCodec(SharedKey.load(connections.jdbi(), "cursors"));
        SyncService sync = new SyncService(
                messaging.mailboxes(),
                messaging.conversations(),
                messaging.summaries(),
                messaging.moves(),
                reader,
                messaging.history()::range,
                cursors);
        Slots slots = new Slots(configuration.sync().waitingPerUser());
        EventStreams events = new EventStreams(
                sync,
                account.revocations(),
                environment.getObjectMapper(),
                configuration.gateway().pingInterval().toJavaDuration(),
                slots,
                clock);
        environment.lifecycle().addEventListener(sync);
        return new SyncFeature(
                List.of(writer, deviceCursors, delivering),
                sync,
                events,
                slots,
                cursors,
                deviceCursors,
                delivering,
                writer);
    }

    void register(JerseyEnvironment jersey) {
        jersey.register(new SyncResource(sync, slots));
        jersey.register(new EventsResource(events));
    }
}
