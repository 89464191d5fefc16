package io.hongyan.gateway;

import io.hongyan.account.token.Caller;
import io.hongyan.account.token.Standing;
import io.hongyan.gateway.frame.ClientFrame;
import io.hongyan.gateway.frame.FrameReader;
import io.hongyan.gateway.frame.FrameWriter;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.gateway.live.Company;
import io.hongyan.gateway.push.ConversationNotices;
import io.hongyan.gateway.push.Cursors;
import io.hongyan.gateway.push.Outbox;
import io.hongyan.gateway.push.Subscriptions;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// What all clients share. `renewable` tells whether clients could get new tokens now; `acknowledged` gives the cursor
/// that a device acknowledged last, and may block.
record GatewayParts(
        GatewayRules rules,
        Function<String, Caller> authenticator,
        Function<Caller, Standing> standing,
        BooleanSupplier renewable,
        FrameReader frames,
        RequestHandler requests,
        Company company,
        Subscriptions subscriptions,
        Outbox.Means outboxes,
        Cursors cursors,
        Function<Caller, Optional<String>> acknowledged,
        GatewayMetrics metrics,
        Executor executor,
        String node,
        Clock clock,
        LongSupplier nanoTime) {

    static GatewayParts of(GatewayConfiguration configuration, GatewayNeeds needs) {
        GatewayMetrics metrics = new GatewayMetrics(needs.metrics(), needs.clock());
        LongSupplier nanoTime = System::nanoTime;
        Executor executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("gateway-", 0).factory());
        Subscriptions subscriptions = new Subscriptions(
                needs.tail(),
                user -> needs.mailboxes().of(user).stored(),
                needs.summaries()::sharedHead,
                new ConversationNotices(needs.mailboxes(), needs.conversations(), needs.summaries()),
                executor,
                nanoTime);
        Company company = needs.company().apply(subscriptions);
        return new GatewayParts(
                configuration.rules(),
                needs.tokens()::authenticate,
                needs.revocations()::standing,
                needs.revocations()::isCurrent,
                new FrameReader(),
                new Requests(
                        needs.tokens()::authenticate,
                        needs.messages(),
                        needs.operations(),
                        needs.directs(),
                        needs.marks(),
                        company,
                        new Acknowledgements(needs.cursors(), needs.deviceCursors(), needs.delivering()),
                        new Reading(needs.history(), needs.visibility(), needs.syncs())),
                company,
                subscriptions,
                new Outbox.Means(
                        new FrameWriter(needs.json()),
                        needs.writers(),
                        executor,
                        metrics,
                        nanoTime,
                        configuration.outboxBytes().toBytes()),
                new SyncCursors(needs.cursors()),
                caller -> needs.deviceCursors().find(caller.device(), caller.generation()),
                metrics,
                executor,
                needs.node(),
                needs.clock(),
                nanoTime);
    }

    ServerFrame welcome(ClientFrame.Hello hello, Caller who) {
        return new ServerFrame.Welcome(
                hello.r(),
                who.user(),
                who.device(),
                hello.cursor() == null ? acknowledged.apply(who).orElse(null) : hello.cursor(),
                node,
                clock.instant(),
                rules.pingInterval().toMillis(),
                new ServerFrame.Limits(JettySocket.MAX_BYTES, rules.maxUnanswered()));
    }

    /// Whether the token is over for so long that its socket is too, and a new one could be had.
    boolean isOverdue(Caller caller) {
        return clock.instant().isAfter(caller.expiresAt().plus(rules.tokenGrace())) && renewable.getAsBoolean();
    }
}
