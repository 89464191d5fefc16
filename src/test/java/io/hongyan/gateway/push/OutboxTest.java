package io.hongyan.gateway.push;

import io.hongyan.gateway.frame.CloseCode;
import io.hongyan.gateway.frame.Farewell;
import io.hongyan.gateway.frame.FrameWriter;
import io.hongyan.gateway.frame.PushMode;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.infra.Json;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.message.Sent;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import io.hongyan.streams.mailbox.Total;
import io.hongyan.sync.SyncAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

final class OutboxTest {

    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final ConversationId CATS = new ConversationId(71);
    private static final ConversationId DOGS = new ConversationId(72);
    private static final long CAPACITY = 2_000;

    private final FakeWire wire = new FakeWire();
    private final Queue<Runnable> answers = new ArrayDeque<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<PushedEntry> observed = new ArrayList<>();
    private int fellBehind;
    private final Outbox outbox = new Outbox(
            wire,
            new Outbox.Means(
                    new FrameWriter(Json.mapper()), this::schedule, tasks::add, new Observer(), nanos::get, CAPACITY));

    private void schedule(Runnable write, Writers.Purpose purpose) {
        (purpose == Writers.Purpose.ANSWER ? answers : tasks).add(write);
    }

    private final class Observer implements OutboxObserver {

        @Override
        public void pushed(PushedEntry entry) {
            observed.add(entry);
        }

        @Override
        public void fellBehind() {
            fellBehind++;
        }
    }

    @Test
    void whatGathersGoesInOneFrameAndInOrder() {
        open(PushMode.FULL, null, 0);

        push(CATS, 1, 2);
        outbox.answer(new ServerFrame.Ok(9L));
        push(DOGS, 5);
        run();

        assertThat(wire.told()).containsExactly("entries [1, 2]", "ok", "entry 5");
        assertThat(observed).hasSize(3);
    }

    @Test
    void aSecondWriteWaitsForTheFirst() {
        open(PushMode.FULL, null, 0);
        wire.slowDown();

        push(CATS, 1);
        run();
        push(CATS, 2, 3);
        run();
        assertThat(wire.told()).containsExactly("entry 1");
        wire.catchUp();
        run();

        assertThat(wire.told()).containsExactly("entry 1", "entries [2, 3]");
    }

    @Test
    void nothingIsWrittenBeforeTheWelcome() {
        outbox.cork(new Reader(ALICE, PushMode.FULL, null, new FakeCursors()));
        push(CATS, 1);
        run();
        assertThat(wire.told()).isEmpty();

        outbox.greet(new ServerFrame.Ok(1L));
        run();

        assertThat(wire.told()).containsExactly("ok", "entry 1");
    }

    @Test
    void entriesBeyondTheCapacityGiveWayToHeads() {
        open(PushMode.FULL, null, 0);
        wire.slowDown();

        for (long seq = 1; seq <= 100; seq++) {
            push(CATS, seq);
            push(DOGS, seq);
        }
        outbox.answer(new ServerFrame.Ok(9L));
        run();
        wire.catchUp();
        run();
        push(CATS, 101);
        run();

        assertThat(wire.told()).containsExactly("ok", "heads [100, 100]", "entry 101");
        assertThat(fellBehind).isEqualTo(1);
    }

    @Test
    void whoWantsToBeNotifiedIsToldHeads() {
        open(PushMode.NOTIFY, null, 0);

        push(CATS, 1, 2);
        push(DOGS, 7);
        run();

        assertThat(wire.told()).containsExactly("heads [2, 7]");
        assertThat(wire.last("heads").at("/heads/0/conversationId").textValue()).isEqualTo("71");
    }

    @Test
    void theAnswerToASendCountsAsItsEntry() {
        open(PushMode.FULL, null, 0);
        outbox.sending(CATS, "client-id-1");

        outbox.push(Entries.pushed(Entries.message(CATS, 1, ALICE)));
        outbox.push(Entries.pushed(Entries.message(CATS, 2, BOB)));
        outbox.answerSend(CATS, "client-id-1", ok(1));
        outbox.push(Entries.pushed(Entries.message(CATS, 3, ALICE)));
        run();

        assertThat(wire.told()).containsExactly("entry 2", "ok 1", "entry 3");
    }

    @Test
    void countsWaitForTheAnswerThatIsTheirEntry() {
        open(PushMode.FULL, null, 0);
        outbox.sending(CATS, "client-id-1");

        outbox.push(Entries.pushed(Entries.message(CATS, 1, ALICE)));
        outbox.unread(line(CATS, 1), new Total(1, 0, 0));
        run();
        assertThat(wire.told()).isEmpty();
        outbox.answerSend(CATS, "client-id-1", ok(1));
        run();

        assertThat(wire.told()).containsExactly("ok 1", "unread 1");
    }

    @Test
    void countsComeAfterTheEntriesGivenBefore() {
        open(PushMode.FULL, null, 0);
        wire.slowDown();
        push(CATS, 1);
        run();

        outbox.unread(line(CATS, 2), new Total(1, 2, 0));
        push(CATS, 2);
        outbox.unread(line(CATS, 3), new Total(2, 3, 0));
        push(CATS, 3);
        wire.catchUp();
        run();

        assertThat(wire.told()).containsExactly("entry 1", "entries [2, 3]", "unread 2");
    }

    @Test
    void countsComeAtOnceAndThenOnceASecond() {
        open(PushMode.FULL, null, 0);

        outbox.unread(line(CATS, 1), new Total(1, 1, 0));
        run();
        outbox.unread(line(CATS, 2), new Total(2, 2, 0));
        outbox.unread(line(DOGS, 4), new Total(3, 6, 0));
        run();
        pass(Duration.ofMillis(999));
        assertThat(wire.told()).containsExactly("unread 1");
        pass(Duration.ofMillis(1));

        assertThat(wire.told()).containsExactly("unread 1", "unread 3");
        assertThat(wire.last("unread").path("conversations")).hasSize(2);
        assertThat(wire.last("unread").at("/total/unread").longValue()).isEqualTo(6);
    }

    /// A count that relies on what a sync has brought comes after it, whenever it is written.
    @Test
    void aCursorComesAfterTheSyncThatItReliesOn() {
        open(PushMode.FULL, "at-3", 5);
        wire.slowDown();
        push(CATS, 1);
        run();

        outbox.unread(line(CATS, 1), new Total(6, 1, 0));
        outbox.answerSync(
                new ServerFrame.Synced(8L, new SyncAnswer("at-5", false, false, List.of(), List.of())), "at-5");
        outbox.pong(9L);
        wire.catchUp();
        run();

        assertThat(wire.told()).containsExactly("entry 1", "synced", "pong", "unread 6");
        assertThat(wire.last("pong").path("cursor").textValue()).isEqualTo("at-5");
        assertThat(wire.last("unread").path("cursor").textValue()).isEqualTo("at-6");
    }

    @Test
    void aDeviceKeepsItsOwnCursorUntilItHasSynced() {
        open(PushMode.FULL, "at-3", 5);

        outbox.unread(line(CATS, 1), new Total(6, 1, 0));
        run();
        assertThat(wire.last("unread").path("cursor").textValue()).isEqualTo("at-3");
        outbox.stored("at-5");
        outbox.unread(line(CATS, 2), new Total(7, 2, 0));
        pass(Duration.ofSeconds(1));
        outbox.pong(4L);
        run();

        assertThat(wire.last("unread").path("cursor").textValue()).isEqualTo("at-7");
        assertThat(wire.last("pong").path("cursor").textValue()).isEqualTo("at-7");
    }

    @Test
    void aDeviceThatMissedNothingNeedNotSync() {
        open(PushMode.FULL, "at-5", 5);

        outbox.unread(line(CATS, 1), new Total(6, 1, 0));
        run();

        assertThat(wire.last("unread").path("cursor").textValue()).isEqualTo("at-6");
    }

    @Test
    void aDeviceThatNeverSyncedIsGivenNoCursor() {
        open(PushMode.FULL, null, 5);

        outbox.stored("at-4");
        outbox.unread(line(CATS, 1), new Total(6, 1, 0));
        outbox.pong(1L);
        run();

        assertThat(wire.last("unread").has("cursor")).isFalse();
        assertThat(wire.last("pong").has("cursor")).isFalse();
    }

    @Test
    void byeIsTheLastFrame() {
        open(PushMode.FULL, null, 0);
        wire.slowDown();
        push(CATS, 1);
        run();

        push(CATS, 2);
        outbox.finish(Farewell.DRAIN, 3_170L);
        push(CATS, 3);
        outbox.answer(new ServerFrame.Ok(9L));
        run();
        assertThat(wire.closed()).isNull();
        wire.catchUp();
        run();

        assertThat(wire.told()).containsExactly("entry 1", "entry 2", "bye");
        assertThat(wire.last("bye").path("retryAfterMs").longValue()).isEqualTo(3_170);
        assertThat(wire.closed()).isEqualTo(CloseCode.DRAINING);
    }

    @Test
    void whoIsTooSlowIsNotToldTheRest() {
        open(PushMode.FULL, null, 0);
        wire.slowDown();
        push(CATS, 1);
        run();
        push(CATS, 2);

        pass(Duration.ofSeconds(30));
        assertThat(outbox.stuckFor()).isEqualTo(Duration.ofSeconds(30).toNanos());
        outbox.finish(Farewell.SLOW, null);
        wire.catchUp();
        run();

        assertThat(wire.told()).containsExactly("entry 1", "bye");
        assertThat(wire.closed()).isEqualTo(CloseCode.TOO_SLOW_OR_TOO_MANY);
    }

    @Test
    void aDeviceBehindInTooManyConversationsIsTooSlow() {
        open(PushMode.FULL, null, 0);
        wire.slowDown();
        outbox.answer(new ServerFrame.Ok(9L));
        run();

        for (int i = 1; i <= Outbox.MAX_CONVERSATIONS + 1; i++) {
            outbox.head(new ConversationId(i), 1, 1);
        }
        wire.catchUp();
        run();

        assertThat(wire.told()).containsExactly("ok", "bye");
    }

    @Test
    void ofHintsTheLastIsToldAndWhoeverIsTooSlowIsSparedThem() {
        open(PushMode.FULL, null, 0);
        wire.slowDown();
        outbox.answer(new ServerFrame.Ok(9L));
        run();

        hint("draft:1", draft("half"));
        hint("draft:1", draft("whole"));
        hint("draft:2", "{\"t\":\"" + "x".repeat(Newest.HINT_BYTES) + "\"}");
        wire.catchUp();
        run();

        assertThat(wire.told()).containsExactly("ok", "draft");
        assertThat(wire.last("draft").path("text").textValue()).isEqualTo("whole");
        assertThat(wire.closed()).isNull();
    }

    private void hint(String key, String frame) {
        outbox.hint(key, frame.getBytes(UTF_8));
    }

    private static String draft(String text) {
        return "{\"t\":\"draft\",\"text\":\"" + text + "\"}";
    }

    @Test
    void thereIsRoomAgainWhenAnswersAreWritten() {
        open(PushMode.FULL, null, 0);
        wire.slowDown();
        List<String> called = new ArrayList<>();
        outbox.whenRoom(() -> called.add("at once"));
        while (outbox.hasRoom()) {
            outbox.answer(new ServerFrame.Pong(1L, "a cursor"));
        }

        outbox.whenRoom(() -> called.add("later"));
        run();
        assertThat(called).containsExactly("at once");
        wire.catchUp();
        run();

        assertThat(called).containsExactly("at once", "later");
    }

    @Test
    void anAnswerDoesntWaitForTheTurnOfWhatIsAheadOfIt() {
        open(PushMode.FULL, null, 0);

        push(CATS, 1);
        outbox.answer(new ServerFrame.Ok(9L));
        push(CATS, 2);
        requireNonNull(answers.poll()).run();

        assertThat(wire.told()).containsExactly("entry 1", "ok", "entry 2");
        run();
        assertThat(wire.told()).hasSize(3);
    }

    @Test
    void nothingOvertakesTheWelcome() {
        outbox.answer(new ServerFrame.Ok(1L));
        outbox.cork(new Reader(ALICE, PushMode.FULL, null, new FakeCursors()));
        outbox.registered(0);
        push(CATS, 1);
        run();
        assertThat(wire.told()).isEmpty();

        outbox.greet(new ServerFrame.Pong(2L, "a cursor"));
        run();

        assertThat(wire.told()).startsWith("pong").contains("ok", "entry 1");
    }

    @Test
    void aTurnThatComesLateWritesNothingBesideAWriteUnderWay() {
        open(PushMode.FULL, null, 0);
        wire.slowDown();

        push(CATS, 1);
        outbox.answer(new ServerFrame.Ok(9L));
        requireNonNull(answers.poll()).run();
        push(CATS, 2);
        run();

        assertThat(wire.told()).containsExactly("entry 1", "ok");
        wire.catchUp();
        run();
        assertThat(wire.told()).containsExactly("entry 1", "ok", "entry 2");
    }

    @Test
    void aClosedSocketTakesNothingIn() {
        open(PushMode.FULL, null, 0);

        push(CATS, 1);
        outbox.closed();
        push(CATS, 2);
        outbox.unread(line(CATS, 2), new Total(1, 2, 0));
        run();

        assertThat(wire.told()).isEmpty();
    }

    private void open(PushMode mode, @Nullable String cursor, long position) {
        outbox.cork(new Reader(ALICE, mode, cursor, new FakeCursors()));
        outbox.registered(position);
        outbox.greet(new ServerFrame.Ok(null));
        run();
        wire.forget();
    }

    private void push(ConversationId conversation, long... seqs) {
        for (long seq : seqs) {
            outbox.push(Entries.pushed(Entries.message(conversation, seq, BOB)));
        }
    }

    private static ServerFrame ok(long seq) {
        return new ServerFrame.SendOk(
                1L, new Sent(CATS, "client-id-" + seq, new MessageId(9), seq, seq, Instant.EPOCH, false));
    }

    /// A conversation with that many unread messages.
    private static MailboxLine line(ConversationId conversation, long unread) {
        SimulatedMailboxes mailboxes = new SimulatedMailboxes();
        mailboxes.deliver(delivery(conversation, 1, 0, Delivery.Effect.JOINED, Role.MEMBER));
        mailboxes.deliver(delivery(conversation, 1 + unread, unread, Delivery.Effect.MESSAGE, null));
        return new MailboxLine(
                conversation, requireNonNull(mailboxes.sessions(ALICE).get(conversation)));
    }

    private static Delivery delivery(
            ConversationId conversation, long seq, long ordinal, Delivery.Effect effect, @Nullable Role role) {
        return new Delivery(conversation, seq, ordinal, 0, BOB, effect, role, false, List.of(), List.of(ALICE));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        outbox.tick();
        run();
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private @Nullable Runnable next() {
        Runnable answer = answers.poll();
        return answer == null ? tasks.poll() : answer;
    }
}
