package io.hongyan.sync;

import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.sync.cursor.CursorCodec;
import io.hongyan.sync.cursor.SyncCursor;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

final class SyncServiceTest {

    private static final UserId BOB = new UserId(2);

    private final SyncWorld world = new SyncWorld(100);
    private final SyncedDevice device = new SyncedDevice(world, 1_000);

    @BeforeEach
    void aliceIsInFiveGroups() {
        LongStream.rangeClosed(11, 15).forEach(group -> world.join(group));
    }

    @Nested
    final class Snapshot {

        @Test
        void pagesThroughEverythingOnce() {
            List<SyncAnswer> pages = new SyncedDevice(world, 2).sync();

            assertThat(pages).extracting(SyncAnswer::more).containsExactly(true, true, false);
            assertThat(pages).extracting(SyncAnswer::reset).containsOnly(false);
            assertThat(SyncWorld.ids(pages)).containsExactly(11L, 12L, 13L, 14L, 15L);
            assertThat(world.position(pages.getLast().cursor())).hasValue(5);
        }

        @Test
        void isFollowedByWhatChangedWhileItWasPaged() {
            SyncAnswer first = world.sync(null, 2);
            world.message(11);
            world.message(15);
            world.mark(new Mark.Settings(SyncWorld.ALICE, new ConversationId(14), null, true, null, 0, 0));
            SyncAnswer second = world.sync(first.cursor(), 2);
            SyncAnswer third = world.sync(second.cursor(), 2);

            assertThat(SyncWorld.ids(List.of(first, second, third))).containsExactly(11L, 12L, 13L, 14L, 15L);
            assertThat(third.more()).isTrue();
            SyncAnswer rest = world.sync(third.cursor(), 100);
            assertThat(SyncWorld.seqs(rest)).containsExactly("11/2", "15/2");
            assertThat(SyncWorld.ids(List.of(rest))).containsExactlyInAnyOrder(11L, 15L, 14L);
        }

        @Test
        void showsHiddenConversationsButNoneThatWereLeft() {
            world.mark(new Mark.Settings(SyncWorld.ALICE, new ConversationId(12), null, null, true, 0, 0));
            world.deliver(14, Effect.LEFT, null);

            assertThat(SyncWorld.ids(device.sync())).containsExactly(11L, 12L, 13L, 15L);
        }
    }

    @Nested
    final class Increment {

        @BeforeEach
        void theDeviceIsUpToDate() {
            device.sync();
        }

        @Test
        void isNothingForWhoeverIsUpToDate() {
            String cursor = device.cursor();

            assertThat(world.sync(cursor, 500)).isEqualTo(new SyncAnswer(cursor, false, false, List.of(), List.of()));
        }

        @Test
        void hasWhatWasMissedInOrderInPages() {
            for (int i = 0; i < 10; i++) {
                world.message(11);
                world.message(12);
            }

            List<SyncAnswer> pages = new SyncedDevice(world, 7, device.cursor()).sync();

            assertThat(pages).extracting(SyncAnswer::more).containsExactly(true, true, false);
            assertThat(pages).extracting(SyncAnswer::reset).containsOnly(false);
            assertThat(pages.stream().flatMap(page -> SyncWorld.seqs(page).stream()))
                    .containsExactlyElementsOf(LongStream.rangeClosed(2, 11)
                            .boxed()
                            .flatMap(seq -> List.of("11/" + seq, "12/" + seq).stream())
                            .toList());
            // Each is shown once all its entries are there.
            assertThat(pages.getFirst().conversations()).isEmpty();
            assertThat(SyncWorld.ids(pages)).containsExactlyInAnyOrder(11L, 12L);
        }

        @Test
        void hasMarksToo() {
            world.message(13);
            world.mark(new Mark.Read(SyncWorld.ALICE, new ConversationId(13), 2, 1));

            SyncAnswer answer = world.sync(device.cursor(), 500);

            assertThat(SyncWorld.seqs(answer)).containsExactly("13/2");
            assertThat(answer.conversations()).singleElement().satisfies(conversation -> {
                assertThat(conversation.unread()).isZero();
                assertThat(conversation.read().seq()).isEqualTo(2);
            });
        }

        @Test
        void saysOfWhatWasLeftOnlyThat() {
            world.message(13);
            world.deliver(13, Effect.LEFT, null);

            SyncAnswer answer = world.sync(device.cursor(), 500);

            assertThat(answer.entries()).isEmpty();
            assertThat(answer.conversations()).singleElement().satisfies(conversation -> {
                assertThat(conversation.left()).isTrue();
                assertThat(conversation.head().seq()).isEqualTo(3);
            });
        }

        @Test
        void hidesWhatWasSaidBeforeJoiningAgain() {
            world.message(13);
            world.deliver(13, Effect.LEFT, null);
            world.deliver(13, Effect.JOINED, Role.MEMBER);
            world.message(13);

            SyncAnswer answer = world.sync(device.cursor(), 500);

            assertThat(SyncWorld.seqs(answer)).containsExactly("13/4", "13/5");
            assertThat(answer.conversations())
                    .singleElement()
                    .satisfies(conversation -> assertThat(conversation.left()).isFalse());
        }

        @Test
        void showsWhatWasSaidBeforeWhereTheGroupSaysSo() {
            world.history(13, History.ALL);
            world.message(13);
            world.deliver(13, Effect.LEFT, null);
            world.deliver(13, Effect.JOINED, Role.MEMBER);

            assertThat(SyncWorld.seqs(world.sync(device.cursor(), 500))).containsExactly("13/2", "13/4");
        }

        @Test
        void isCutWhereItIsTooLarge() {
            for (int i = 0; i < 10; i++) {
                world.message(11);
            }

            SyncAnswer answer = world.sync(device.cursor(), new PageSize(500, 1));
            assertThat(SyncWorld.seqs(answer)).containsExactly("11/2");
            assertThat(answer.more()).isTrue();

            assertThat(SyncWorld.seqs(world.sync(answer.cursor(), 500))).hasSize(9);
        }

        @Test
        void hasConversationsWhoseSummaryMoved() {
            world.summaryMoved(14);
            world.summaryMoved(99);

            List<SyncAnswer> pages = device.sync();

            assertThat(SyncWorld.ids(pages)).containsExactly(14L);
            assertThat(world.sync(device.cursor(), 500).conversations()).isEmpty();
        }

        @Test
        void pagesThroughConversationsWhoseSummariesMoved() {
            LongStream.rangeClosed(11, 15).forEach(world::summaryMoved);
            world.message(11);

            List<SyncAnswer> pages = new SyncedDevice(world, 2, device.cursor()).sync();

            assertThat(SyncWorld.ids(pages)).containsExactlyInAnyOrder(11L, 12L, 13L, 14L, 15L);
            assertThat(pages).hasSizeGreaterThan(2);
        }
    }

    @Nested
    final class Reset {

        @BeforeEach
        void theDeviceIsUpToDate() {
            device.sync();
        }

        @Test
        void isForACursorThatIsNotOurs() {
            List<String> cursors = List.of(
                    "",
                    "rubbish",
                    world.codec().encode(BOB, new SyncCursor(0, 5, List.of(0L))),
                    new CursorCodec("another key".getBytes(UTF_8))
                            .encode(SyncWorld.ALICE, new SyncCursor(0, 5, List.of(0L))),
                    world.codec().encode(SyncWorld.ALICE, new SyncCursor(1, 5, List.of(0L))),
                    world.codec().encode(SyncWorld.ALICE, new SyncCursor(0, 5, List.of(0L, 0L))),
                    world.codec().encode(SyncWorld.ALICE, new SyncCursor(0, 99, List.of(0L))));

            for (String cursor : cursors) {
                isFirstPage(world.sync(cursor, 500));
            }
        }

        @Test
        void isForWhoeverMissedMoreThanIsKept() {
            for (int i = 0; i < 101; i++) {
                world.message(11);
            }

            isFirstPage(world.sync(device.cursor(), 500));
        }

        @Test
        void isForWhatTheInboxLost() {
            world.message(11);
            world.inbox().lose();
            world.message(12);

            isFirstPage(world.sync(device.cursor(), 500));
        }

        @Test
        void isForAHoleButWhatIsBeforeItIsGiven() {
            world.message(11);
            world.message(11);
            world.message(11);
            world.inbox().lose(SyncWorld.ALICE, 7);

            SyncAnswer before = world.sync(device.cursor(), 500);
            assertThat(SyncWorld.seqs(before)).containsExactly("11/2");
            assertThat(before.more()).isTrue();

            isFirstPage(world.sync(before.cursor(), 500));
        }

        @Test
        void isForAnInboxThatIsAway() {
            world.message(11);
            world.inbox().goAway();

            isFirstPage(world.sync(device.cursor(), 500));
        }

        @Test
        void isForAnInboxThatStaysBehind() {
            world.holdInbox();
            world.message(11);

            isFirstPage(world.sync(device.cursor(), 500));
        }

        @Test
        void isNotForAnInboxThatIsBehindForAMoment() {
            world.holdInbox();
            world.message(11);
            CompletableFuture<SyncAnswer> waiting = world.later(() -> world.sync(device.cursor(), 500));

            world.releaseInbox();

            assertThat(SyncWorld.seqs(waiting.join())).containsExactly("11/2");
        }

        /// As another node gave it, which had heard more.
        @Test
        void isNotForACursorThatIsAheadForAMoment() {
            String ahead = world.codec().encode(SyncWorld.ALICE, new SyncCursor(0, 6, List.of(0L)));
            CompletableFuture<SyncAnswer> waiting = world.later(() -> world.sync(ahead, 500));

            world.message(11);

            assertThat(waiting.join().reset()).isFalse();
            assertThat(waiting.join().entries()).isEmpty();
        }

        private void isFirstPage(SyncAnswer answer) {
            assertThat(answer.reset()).isTrue();
            assertThat(answer.entries()).isEmpty();
            assertThat(SyncWorld.ids(List.of(answer))).containsExactly(11L, 12L, 13L, 14L, 15L);
        }
    }

    @Nested
    final class Waiting {

        @BeforeEach
        void theDeviceIsUpToDate() {
            device.sync();
        }

        @Test
        void endsWhenSomethingHappens() {
            CompletableFuture<SyncAnswer> waiting = world.later(() -> world.poll(device.cursor()));

            world.message(13);

            assertThat(SyncWorld.seqs(waiting.join())).containsExactly("13/2");
        }

        @Test
        void endsWhenASummaryMoves() {
            CompletableFuture<SyncAnswer> waiting = world.later(() -> world.poll(device.cursor()));

            world.summaryMoved(99);
            world.summaryMoved(12);

            assertThat(SyncWorld.ids(List.of(waiting.join()))).containsExactly(12L);
        }

        @Test
        void endsWhenTheServerStops() {
            CompletableFuture<SyncAnswer> waiting = world.later(() -> world.poll(device.cursor()));

            world.service().lifeCycleStopping(new AbstractLifeCycle() {});

            assertThat(waiting.join().isEmpty()).isTrue();
        }

        @Test
        void isOverAfterItsTime() {
            SyncAnswer answer = world.service()
                    .sync(SyncWorld.ALICE, device.cursor(), new PageSize(500, 1 << 20), Duration.ofMillis(20));

            assertThat(answer.isEmpty()).isTrue();
        }
    }

    /// Whatever happens, and whatever is lost of the inbox, a device that syncs has in the end what its user has.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void devicesComeToHaveWhatTheServerHas(long seed) {
        Random random = new Random(seed);
        List<SyncedDevice> devices =
                List.of(new SyncedDevice(world, 1), new SyncedDevice(world, 5), new SyncedDevice(world, 1_000));

        for (int step = 0; step < 600; step++) {
            long group = 11 + random.nextInt(5);
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> world.message(group);
                case 5 -> world.deliver(group, Effect.NOTICE, null);
                case 6 -> world.read(group, random.nextLong(1, 40));
                case 7 ->
                    world.mark(new Mark.Settings(
                            SyncWorld.ALICE, new ConversationId(group), random.nextBoolean(), null, null, 0, 0));
                case 8 -> {
                    if (random.nextInt(6) == 0) {
                        world.leaveAndMaybeReturn(group, random);
                    }
                }
                case 9 -> {
                    if (random.nextInt(20) == 0) {
                        world.inbox().lose();
                    }
                }
                default -> devices.get(random.nextInt(devices.size())).syncPage();
            }
        }

        devices.forEach(SyncedDevice::sync);
        assertThat(devices).as("seed %d", seed).allSatisfy(synced -> {
            assertThat(synced.state()).isEqualTo(world.state());
            assertThat(synced.fetched()).isZero();
        });
    }
}
