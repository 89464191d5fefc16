package io.hongyan.sync;

import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SyncServiceTest {

    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);

    private final SimulatedMailboxes log = new SimulatedMailboxes();
    private final MailboxView mailboxes = new MailboxView(1);
    private final SyncService sync = new SyncService(
            mailboxes, new ConversationViews(mailboxes, new Summaries(SyncServiceTest::group), _ -> Map.of()));

    @BeforeEach
    void aliceIsInFiveGroups() {
        mailboxes.opened(0, log);
        LongStream.rangeClosed(11, 15).forEach(group -> deliver(group, 1, 0, Effect.JOINED, Role.MEMBER));
    }

    @Test
    void pagesThroughEverythingOnce() {
        List<SyncAnswer> pages = snapshot(null, 2);

        assertThat(pages).extracting(SyncAnswer::more).containsExactly(true, true, false);
        assertThat(pages).extracting(SyncAnswer::reset).containsOnly(false);
        assertThat(ids(pages)).containsExactly(11L, 12L, 13L, 14L, 15L);
        assertThat(pages.getLast().cursor()).isEqualTo(SyncCursor.at(5).encode(ALICE));
    }

    @Test
    void hasNothingForWhoeverIsUpToDate() {
        String cursor = snapshot(null, 500).getLast().cursor();

        assertThat(sync.sync(ALICE, cursor, 500, Duration.ZERO))
                .isEqualTo(new SyncAnswer(cursor, false, false, List.of(), List.of()));
    }

    @Test
    void startsAgainForWhoeverIsBehind() {
        String cursor = snapshot(null, 500).getLast().cursor();
        message(13, 2, 1);

        List<SyncAnswer> pages = snapshot(cursor, 3);

        assertThat(pages).extracting(SyncAnswer::reset).containsExactly(true, false);
        assertThat(ids(pages)).containsExactly(11L, 12L, 13L, 14L, 15L);
        assertThat(pages.getLast().cursor()).isEqualTo(SyncCursor.at(6).encode(ALICE));
    }

    @Test
    void staysWholeWhileConversationsMove() {
        SyncAnswer first = sync.sync(ALICE, null, 2, Duration.ZERO);
        message(11, 2, 1);
        message(15, 2, 1);
        mailboxes.changed(0, log.mark(new Mark.Settings(ALICE, new ConversationId(14), null, true, null)));
        List<SyncAnswer> rest = snapshot(first.cursor(), 2);

        assertThat(ids(List.of(first))).containsExactly(11L, 12L);
        assertThat(ids(rest)).containsExactly(13L, 14L, 15L);
        assertThat(rest.getLast().cursor()).isEqualTo(SyncCursor.at(5).encode(ALICE));
        assertThat(sync.sync(ALICE, rest.getLast().cursor(), 2, Duration.ZERO).reset())
                .isTrue();
    }

    @Test
    void showsHiddenConversationsButNoneThatWereLeft() {
        mailboxes.changed(0, log.mark(new Mark.Settings(ALICE, new ConversationId(12), null, null, true)));
        deliver(14, 2, 0, Effect.LEFT, null);

        assertThat(ids(snapshot(null, 2))).containsExactly(11L, 12L, 13L, 15L);
    }

    @Test
    void startsAgainForACursorThatIsNotOurs() {
        SyncCursor current = SyncCursor.at(5);
        List<String> cursors = List.of(
                "",
                "rubbish",
                current.encode(BOB),
                new SyncCursor(1, 5, null).encode(ALICE),
                SyncCursor.at(99).encode(ALICE));

        for (String cursor : cursors) {
            SyncAnswer answer = sync.sync(ALICE, cursor, 500, Duration.ZERO);
            assertThat(answer.reset()).isTrue();
            assertThat(ids(List.of(answer))).containsExactly(11L, 12L, 13L, 14L, 15L);
        }
    }

    @Test
    void waitsForSomethingToHappen() {
        String cursor = snapshot(null, 500).getLast().cursor();
        CompletableFuture<SyncAnswer> waiting = polling(cursor);

        message(13, 2, 1);

        assertThat(waiting.join().reset()).isTrue();
    }

    @Test
    void sendsWhoeverWaitsAwayWhenTheServerStops() {
        String cursor = snapshot(null, 500).getLast().cursor();
        CompletableFuture<SyncAnswer> waiting = polling(cursor);

        sync.lifeCycleStopping(new org.eclipse.jetty.util.component.AbstractLifeCycle() {});

        assertThat(waiting.join().cursor()).isEqualTo(cursor);
    }

    private CompletableFuture<SyncAnswer> polling(String cursor) {
        return CompletableFuture.supplyAsync(
                () -> sync.sync(ALICE, cursor, 500, Duration.ofMinutes(1)), Thread::startVirtualThread);
    }

    private List<SyncAnswer> snapshot(@Nullable String cursor, int limit) {
        List<SyncAnswer> pages = new ArrayList<>();
        SyncAnswer page = sync.sync(ALICE, cursor, limit, Duration.ZERO);
        pages.add(page);
        while (page.more()) {
            page = sync.sync(ALICE, page.cursor(), limit, Duration.ZERO);
            pages.add(page);
        }
        return pages;
    }

    private static List<Long> ids(List<SyncAnswer> pages) {
        List<Long> ids = pages.stream()
                .flatMap(page -> page.conversations().stream())
                .map(ConversationView::id)
                .map(ConversationId::value)
                .toList();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        return ids;
    }

    private void message(long group, long seq, long ordinal) {
        deliver(group, seq, ordinal, Effect.MESSAGE, null);
    }

    private void deliver(long group, long seq, long ordinal, Effect effect, @Nullable Role role) {
        ConversationId conversation = new ConversationId(group);
        mailboxes.changed(
                0,
                log.deliver(new Delivery(
                        conversation, seq, ordinal, 1_000, BOB, effect, role, false, List.of(), List.of(ALICE))));
    }

    private static Summary group(ConversationId conversation) {
        return new Summary(
                conversation, 1, ConversationKind.GROUP, "鸿雁", BOB, List.of(), 2, History.SINCE_JOINED, false);
    }
}
