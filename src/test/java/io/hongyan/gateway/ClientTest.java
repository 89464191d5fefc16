package io.hongyan.gateway;

import io.hongyan.account.token.Caller;
import io.hongyan.account.token.DeviceKind;
import io.hongyan.account.token.Role;
import io.hongyan.account.token.Standing;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.gateway.frame.ClientFrame;
import io.hongyan.gateway.frame.CloseCode;
import io.hongyan.gateway.frame.FrameReader;
import io.hongyan.gateway.frame.FrameWriter;
import io.hongyan.gateway.live.Company;
import io.hongyan.gateway.push.FakeCursors;
import io.hongyan.gateway.push.NoNotices;
import io.hongyan.gateway.push.Outbox;
import io.hongyan.gateway.push.Recipient;
import io.hongyan.gateway.push.Subscriptions;
import io.hongyan.infra.Json;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.message.history.Tail;
import io.hongyan.presence.Status;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Total;
import io.hongyan.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// The life of a socket, with time in our hands.
final class ClientTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final GatewayRules RULES = new GatewayRules(
            Duration.ofSeconds(25),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            3);

    private final Map<String, Caller> tokens = Map.of(
            "alice", caller(1, 11, Duration.ofMinutes(15)),
            "alice later", caller(1, 11, Duration.ofMinutes(30)),
            "alice's phone", caller(1, 12, Duration.ofMinutes(15)));
    private final Map<FakeSocket, Client> clients = new IdentityHashMap<>();
    private final TestClock time = new TestClock(START);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GatewayMetrics metrics = new GatewayMetrics(registry, time);
    private final Gateway gateway = new Gateway(parts());
    private boolean mailboxAway;
    private boolean mailboxBroken;
    private Standing standing = Standing.GOOD;
    private boolean renewable = true;

    private static Caller caller(long user, long device, Duration life) {
        return new Caller(new UserId(user), new DeviceId(device), Role.USER, 1, START.plus(life), DeviceKind.WEB);
    }

    private GatewayParts parts() {
        return new GatewayParts(
                RULES,
                this::authenticate,
                _ -> standing,
                () -> renewable,
                new FrameReader(),
                ClientTest::handle,
                new NoCompany(),
                new Subscriptions(
                        new Tail(0, 0), this::mailbox, _ -> null, new NoNotices(), Runnable::run, this::nanos),
                new Outbox.Means(
                        new FrameWriter(Json.mapper()),
                        (write, _) -> write.run(),
                        Runnable::run,
                        metrics,
                        this::nanos,
                        1_000),
                new FakeCursors(),
                caller -> Optional.of("at-3 of " + caller.device()),
                metrics,
                Runnable::run,
                "node-1",
                time,
                this::nanos);
    }

    private record NoCompany() implements Company {

        @Override
        public void entered(Recipient recipient, Caller caller) {}

        @Override
        public void left(Recipient recipient) {}

        @Override
        public void status(Recipient recipient, Status status) {}

        @Override
        public void watch(Recipient recipient, Set<UserId> users) {}

        @Override
        public void typing(UserId user, ConversationId conversation) {}
    }

    private Caller authenticate(String token) {
        Caller caller = tokens.get(token);
        if (caller == null) {
            throw new HongyanException(
                    token.equals("disabled") ? ErrorCode.FORBIDDEN : ErrorCode.UNAUTHENTICATED, "no such token");
        }
        return caller;
    }

    private MailboxSnapshot mailbox(UserId user) {
        if (mailboxAway) {
            throw HongyanException.unavailable("your mailbox is being moved", Duration.ofSeconds(1), null);
        }
        if (mailboxBroken) {
            throw new IllegalStateException("broken for a test");
        }
        return new MailboxSnapshot(List.of(), false, new Total(7, 2, 0));
    }

    /// Renews at `auth`, leaves `sync` unanswered, and answers a ping.
    private static void handle(Client client, Caller caller, ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Auth _ -> client.renew(caller(1, 11, Duration.ofMinutes(30)));
            case ClientFrame.Sync _ -> client.begin();
            default -> client.outbox().pong(frame.r());
        }
    }

    @Test
    void isWelcomed() {
        FakeSocket socket = open();

        say(socket, "{\"t\":\"hello\",\"r\":1,\"token\":\"alice\",\"cursor\":\"at-7\"}");

        assertThat(socket.wire().told()).containsExactly("welcome", "unread 7");
        assertThat(socket.wire().last("welcome").toString())
                .isEqualTo("{\"t\":\"welcome\",\"r\":1,\"userId\":\"1\",\"deviceId\":\"11\",\"cursor\":\"at-7\","
                        + "\"node\":\"node-1\",\"now\":\"2026-11-21T10:00:00.000Z\",\"pingMs\":25000,"
                        + "\"limits\":{\"frameBytes\":65536,\"unanswered\":3}}");
    }

    /// A device that doesn't keep its cursor goes on from what it acknowledged; it hasn't synced from there yet.
    @Test
    void whoeverHasNoCursorIsWelcomedWithTheOneItAcknowledged() {
        FakeSocket socket = open();

        say(socket, "{\"t\":\"hello\",\"r\":1,\"token\":\"alice\"}");

        assertThat(socket.wire().last("welcome").path("cursor").textValue()).isEqualTo("at-3 of 11");
        assertThat(socket.wire().last("unread").has("cursor")).isFalse();
    }

    @Test
    void aBadTokenIsToldAndClosed() {
        FakeSocket socket = open();

        say(socket, "{\"t\":\"hello\",\"r\":1,\"token\":\"mallory\"}");

        assertThat(socket.wire().last("error").at("/error/code").textValue()).isEqualTo("unauthenticated");
        assertThat(socket.wire().last("error").path("r").intValue()).isEqualTo(1);
        assertThat(socket.wire().closed()).isEqualTo(CloseCode.TOKEN);
    }

    @Test
    void aDisabledAccountIsClosed() {
        FakeSocket socket = open();

        say(socket, "{\"t\":\"hello\",\"token\":\"disabled\"}");

        assertThat(socket.wire().closed()).isEqualTo(CloseCode.DISABLED);
    }

    @Test
    void whoSaysNoHelloIsClosed() {
        FakeSocket socket = open();

        pass(Duration.ofSeconds(5));
        assertThat(socket.wire().closed()).isNull();
        pass(Duration.ofMillis(1));

        assertThat(socket.wire().closed()).isEqualTo(CloseCode.NO_HELLO);
    }

    @Test
    void whoAsksBeforeHelloIsClosed() {
        FakeSocket socket = open();

        say(socket, "{\"t\":\"sync\",\"r\":4}");

        assertThat(socket.wire().last("error").path("r").intValue()).isEqualTo(4);
        assertThat(socket.wire().closed()).isEqualTo(CloseCode.NO_HELLO);
    }

    @Test
    void aSecondHelloIsRefusedAndTheSocketStays() {
        FakeSocket socket = hello("alice");

        say(socket, "{\"t\":\"hello\",\"r\":2,\"token\":\"alice\"}");

        assertThat(socket.wire().last("error").at("/error/code").textValue()).isEqualTo("conflict");
        assertThat(socket.wire().closed()).isNull();
    }

    @Test
    void whatIsNoObjectCloses() {
        FakeSocket socket = hello("alice");

        say(socket, "[]");

        assertThat(socket.wire().closed()).isEqualTo(CloseCode.MALFORMED);
    }

    @Test
    void whatIsNoFrameIsRefusedAndTheSocketStays() {
        FakeSocket socket = hello("alice");

        say(socket, "{\"t\":\"dance\",\"r\":3}");
        say(socket, "{\"t\":\"ping\",\"r\":4}");

        assertThat(socket.wire().told()).endsWith("error", "pong");
        assertThat(socket.wire().last("error").path("r").intValue()).isEqualTo(3);
    }

    @Test
    void whoAsksTooMuchAtOnceIsClosed() {
        FakeSocket socket = hello("alice");

        for (int i = 0; i < 4; i++) {
            say(socket, "{\"t\":\"sync\",\"r\":5}");
        }

        assertThat(socket.wire().last("bye").path("code").textValue()).isEqualTo("limit");
        assertThat(socket.wire().closed()).isEqualTo(CloseCode.TOO_SLOW_OR_TOO_MANY);
    }

    @Test
    void aSilentSocketIsPingedAndThenClosed() {
        FakeSocket socket = hello("alice");

        pass(Duration.ofSeconds(25));
        assertThat(socket.pings()).isEqualTo(1);
        pass(Duration.ofSeconds(25));
        assertThat(socket.wire().closed()).isNull();
        pass(Duration.ofMillis(1));

        assertThat(socket.pings()).isEqualTo(2);
        assertThat(socket.wire().closed()).isEqualTo(CloseCode.GOING_AWAY);
    }

    @Test
    void aPongIsEnoughToStay() {
        FakeSocket socket = open();
        Client client = requireNonNull(clients.get(socket));
        client.received("{\"t\":\"hello\",\"token\":\"alice\"}");

        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(25));
            client.heard();
        }

        assertThat(socket.wire().closed()).isNull();
    }

    @Test
    void aSocketOutlivesItsTokenByAMinute() {
        FakeSocket socket = hello("alice");

        passHearing(socket, Duration.ofMinutes(16));
        assertThat(socket.wire().closed()).isNull();
        passHearing(socket, Duration.ofMillis(1));

        assertThat(socket.wire().closed()).isEqualTo(CloseCode.TOKEN);
    }

    @Test
    void aFreshTokenKeepsTheSocket() {
        FakeSocket socket = hello("alice");

        say(socket, "{\"t\":\"auth\",\"r\":2,\"token\":\"alice later\"}");
        passHearing(socket, Duration.ofMinutes(30));

        assertThat(socket.wire().closed()).isNull();
    }

    @Test
    void aSocketStaysWhileNobodyCanRenewItsToken() {
        FakeSocket socket = hello("alice");
        renewable = false;

        passHearing(socket, Duration.ofHours(1));
        assertThat(socket.wire().closed()).isNull();
        renewable = true;
        passHearing(socket, Duration.ofMillis(1));

        assertThat(socket.wire().closed()).isEqualTo(CloseCode.TOKEN);
    }

    @Test
    void aRevokedDeviceIsClosed() {
        FakeSocket socket = hello("alice");
        FakeSocket phone = hello("alice's phone");
        standing = Standing.REVOKED;

        gateway.revoked(new DeviceId(11));

        assertThat(socket.wire().last("bye").path("code").textValue()).isEqualTo("revoked");
        assertThat(socket.wire().closed()).isEqualTo(CloseCode.TOKEN);
        assertThat(phone.wire().closed()).isNull();
    }

    @Test
    void whoseAccountIsDisabledIsToldSo() {
        FakeSocket socket = hello("alice");
        standing = Standing.DISABLED;

        gateway.revoked(new DeviceId(11));

        assertThat(socket.wire().last("bye").path("code").textValue()).isEqualTo("revoked");
        assertThat(socket.wire().closed()).isEqualTo(CloseCode.DISABLED);
    }

    @Test
    void theSameDeviceGivesItsOlderSocketUp() {
        FakeSocket older = hello("alice");
        FakeSocket phone = hello("alice's phone");

        FakeSocket newer = hello("alice");

        assertThat(older.wire().last("bye").path("code").textValue()).isEqualTo("replaced");
        assertThat(older.wire().closed()).isEqualTo(CloseCode.REPLACED);
        assertThat(newer.wire().closed()).isNull();
        assertThat(phone.wire().closed()).isNull();
    }

    @Test
    void theEndOfAnOlderSocketLeavesTheNewerOneKnown() {
        FakeSocket older = hello("alice");
        FakeSocket newer = hello("alice");

        requireNonNull(clients.get(older)).gone(CloseCode.REPLACED.code());
        standing = Standing.REVOKED;
        gateway.revoked(new DeviceId(11));

        assertThat(newer.wire().closed()).isEqualTo(CloseCode.TOKEN);
    }

    @Test
    void withoutItsMailboxASocketIsAskedToComeBack() {
        mailboxAway = true;

        FakeSocket socket = hello("alice");

        assertThat(socket.wire().told()).containsExactly("error");
        assertThat(socket.wire().closed()).isEqualTo(CloseCode.OVERLOAD);
    }

    @Test
    void whatFailsEndsTheSocketAndNothingElse() {
        mailboxBroken = true;

        FakeSocket socket = hello("alice");

        assertThat(socket.wire().closed()).isEqualTo(CloseCode.FAILED);
    }

    @Test
    void whoTakesNothingIsClosedAndThenCutOff() {
        FakeSocket socket = hello("alice");
        socket.wire().slowDown();
        say(socket, "{\"t\":\"ping\",\"r\":3}");

        passHearing(socket, Duration.ofSeconds(31));
        passHearing(socket, Duration.ofSeconds(5));
        assertThat(socket.isDisconnected()).isFalse();
        passHearing(socket, Duration.ofMillis(1));

        assertThat(socket.isDisconnected()).isTrue();
    }

    @Test
    void whoTakesSomethingInTimeIsTold() {
        FakeSocket socket = hello("alice");
        socket.wire().slowDown();
        say(socket, "{\"t\":\"ping\",\"r\":3}");

        passHearing(socket, Duration.ofSeconds(31));
        socket.wire().catchUp();

        assertThat(socket.wire().last("bye").path("code").textValue()).isEqualTo("slow");
        assertThat(socket.wire().closed()).isEqualTo(CloseCode.TOO_SLOW_OR_TOO_MANY);
    }

    @Test
    void everybodyIsSentElsewhereBeforeTheEnd() {
        FakeSocket socket = hello("alice");
        FakeSocket stranger = open();

        gateway.lifeCycleStopping(new ContainerLifeCycle());
        FakeSocket late = open();

        assertThat(socket.wire().closed()).isEqualTo(CloseCode.DRAINING);
        assertThat(socket.wire().last("bye").path("retryAfterMs").longValue()).isBetween(0L, 5_000L);
        assertThat(stranger.wire().closed()).isEqualTo(CloseCode.DRAINING);
        assertThat(late.wire().closed()).isEqualTo(CloseCode.DRAINING);
    }

    @Test
    void rejectionsAreCountedByCode() {
        FakeSocket socket = hello("alice");

        say(socket, "{\"t\":\"dance\",\"r\":3}");
        say(socket, "{\"t\":\"hello\",\"r\":4,\"token\":\"alice\"}");

        assertThat(rejections("invalid")).isEqualTo(1);
        assertThat(rejections("conflict")).isEqualTo(1);
    }

    private double rejections(String code) {
        return registry.get("hongyan.rejections")
                .tags("door", "socket", "code", code)
                .counter()
                .count();
    }

    @Test
    void closesAreCountedByCode() {
        FakeSocket socket = hello("alice");

        requireNonNull(clients.get(socket)).gone(4400);

        assertThat(registry.get("hongyan.gateway.closes")
                        .tag("code", "4400")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("hongyan.gateway.sockets").gauge().value()).isZero();
    }

    private FakeSocket hello(String token) {
        FakeSocket socket = open();
        say(socket, "{\"t\":\"hello\",\"r\":1,\"token\":\"" + token + "\"}");
        return socket;
    }

    private FakeSocket open() {
        FakeSocket socket = new FakeSocket();
        Client client = gateway.opened(socket);
        socket.tell(client);
        clients.put(socket, client);
        return socket;
    }

    private void say(FakeSocket socket, String frame) {
        Client client = requireNonNull(clients.get(socket));
        client.heard();
        client.received(frame);
    }

    private void pass(Duration duration) {
        time.pass(duration);
        gateway.tick();
    }

    /// Lets time pass without the socket being silent.
    private void passHearing(FakeSocket socket, Duration duration) {
        time.pass(duration);
        requireNonNull(clients.get(socket)).heard();
        gateway.tick();
    }

    private long nanos() {
        return Duration.between(START, time.instant()).toNanos();
    }
}
