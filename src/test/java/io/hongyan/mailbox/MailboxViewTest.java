package io.hongyan.mailbox;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import io.hongyan.streams.mailbox.Total;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class MailboxViewTest {

    private static final Executor THREADS = Thread::startVirtualThread;

    private final MailboxView view = new MailboxView(1, _ -> null, _ -> Optional.empty());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void showsWhatTheTopologyHas(long seed) {
        Histories history = new Histories(seed, 3, 12);
        view.opened(0, history.mailboxes());

        for (int step = 0; step < 2_000; step++) {
            view.changed(0, history.next());
            UserId user = history.users().get(step % history.users().size());
            assertShows(history.mailboxes(), user);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void opensInTheMiddleAndIgnoresWhatItKnows(long seed) {
        Histories history = new Histories(seed, 3, 12);
        List<MailboxChanges> changes = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            changes.add(history.next());
        }

        view.opened(0, history.mailboxes());
        changes.subList(300, 500).forEach(known -> view.changed(0, known));
        for (int step = 0; step < 100; step++) {
            view.changed(0, history.next());
        }

        history.users().forEach(user -> assertShows(history.mailboxes(), user));
    }

    @Test
    void answersOnlyForWhatItOwns() {
        UserId user = new UserId(1);

        assertUnavailable(() -> view.of(user));
        view.opened(0, new SimulatedMailboxes());
        assertThat(view.of(user).total()).isEqualTo(Total.EMPTY);
        view.closed(0);
        assertUnavailable(() -> view.of(user));
    }

    @Test
    void refusesToShowCountsAfterAChangeWasLost() {
        Histories history = new Histories(21, 1, 3);
        view.opened(0, history.mailboxes());
        UserId user = history.users().getFirst();
        while (history.mailboxes().total(user).position() < 5) {
            view.changed(0, history.next());
        }

        long position = history.mailboxes().total(user).position();
        while (history.mailboxes().total(user).position() == position) {
            history.next();
        }
        MailboxChanges following = history.next();
        while (history.mailboxes().total(user).position() < position + 2) {
            following = history.next();
        }
        view.changed(0, following);

        assertUnavailable(() -> view.of(user));
        view.opened(0, history.mailboxes());
        assertShows(history.mailboxes(), user);
    }

    @Test
    void waitsForAConversationToArrive() {
        Histories history = new Histories(22, 1, 1);
        UserId user = history.users().getFirst();
        ConversationId conversation = new ConversationId(101);
        view.opened(0, new SimulatedMailboxes());

        CompletableFuture<Optional<Session>> waiting =
                CompletableFuture.supplyAsync(() -> view.await(user, conversation, Duration.ofMinutes(1)), THREADS);
        while (history.mailboxes().sessions(user).isEmpty()) {
            view.changed(0, history.next());
        }

        assertThat(waiting.join()).contains(history.mailboxes().sessions(user).get(conversation));
    }

    @Test
    void answersAboutAChangeOnceItHasIt() {
        Histories history = new Histories(23, 1, 1);
        view.opened(0, new SimulatedMailboxes());
        MailboxChanges first = firstThatMoves(history);
        MailboxChange change = first.changes().getLast();

        CompletableFuture<Mailbox> waiting = CompletableFuture.supplyAsync(() -> view.ownedWith(change), THREADS);
        assertThat(view.owned(change.user()).total()).isEqualTo(Total.EMPTY);
        view.changed(0, first);

        assertThat(waiting.join().total().position()).isEqualTo(change.total().position());
        assertThat(view.ownedWith(change).shown(change).total()).isEqualTo(change.total());
    }

    @Test
    void doesNotAnswerAboutAChangeThatItNeverHears() {
        Histories history = new Histories(24, 1, 1);
        view.opened(0, new SimulatedMailboxes());
        MailboxChange change = firstThatMoves(history).changes().getLast();

        assertUnavailable(() -> view.ownedWith(change));
    }

    @Test
    void givesUpWaitingForWhatDoesNotArrive() {
        view.opened(0, new SimulatedMailboxes());

        assertThat(view.await(new UserId(1), new ConversationId(7), Duration.ofMillis(20)))
                .isEmpty();
    }

    @Test
    void whoeverWaitsLearnsThatThePartitionMoved() {
        view.opened(0, new SimulatedMailboxes());
        CompletableFuture<Total> waiting = CompletableFuture.supplyAsync(
                () -> view.awaitTotal(new UserId(1), Duration.ofMinutes(1), total -> total.position() > 0), THREADS);

        view.closed(0);

        assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(HongyanException.class);
    }

    private static MailboxChanges firstThatMoves(Histories history) {
        MailboxChanges changes = history.next();
        while (changes.changes().isEmpty()
                || changes.changes().getLast().total().position() == 0) {
            changes = history.next();
        }
        return changes;
    }

    private static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    /// Compares everything the view says of a user with the naive answer from the whole state.
    private void assertShows(SimulatedMailboxes expected, UserId user) {
        Map<ConversationId, Session> sessions = expected.sessions(user);
        List<MailboxLine> byId = sessions.entrySet().stream()
                .map(entry -> new MailboxLine(entry.getKey(), entry.getValue()))
                .toList();
        List<MailboxLine> listed = byId.stream()
                .filter(line -> !line.session().hidden())
                .sorted(Comparator.comparing(
                                (MailboxLine line) -> line.session().pinned())
                        .thenComparing(line -> line.session().at())
                        .thenComparing(MailboxLine::conversation)
                        .reversed())
                .toList();
        Mailbox mailbox = view.of(user);

        assertThat(mailbox.total()).isEqualTo(expected.total(user));
        assertThat(pagesOf(mailbox)).isEqualTo(listed);
        assertThat(mailbox.linesAfter(null, 100).lines()).isEqualTo(byId);
        assertThat(mailbox.linesAfter(new ConversationId(105), 100).lines())
                .isEqualTo(byId.stream()
                        .filter(line -> line.conversation().value() > 105)
                        .toList());
        assertThat(mailbox.unread().lines())
                .isEqualTo(byId.stream()
                        .filter(line -> line.session().unread() > 0)
                        .toList());
        assertThat(unreadOf(listed)).isEqualTo(mailbox.total().unread());
        assertThat(unreadOf(byId)).isEqualTo(mailbox.total().unread());
        assertThat(unreadOf(mailbox.unread().lines())).isEqualTo(mailbox.total().unread());
        sessions.forEach((conversation, session) ->
                assertThat(mailbox.find(conversation)).contains(session));
        assertThat(mailbox.find(new ConversationId(99))).isEmpty();
    }

    private static long unreadOf(List<MailboxLine> lines) {
        return lines.stream()
                .filter(line -> !line.session().muted())
                .mapToLong(line -> line.session().unread())
                .sum();
    }

    /// The whole list, three lines a page, by the cursors a client would use.
    private static List<MailboxLine> pagesOf(Mailbox mailbox) {
        List<MailboxLine> all = new ArrayList<>();
        Stream.iterate(
                        mailbox.list(null, 3),
                        page -> !page.lines().isEmpty(),
                        page -> mailbox.list(
                                Place.ofCursor(page.lines().getLast().place().toCursor())
                                        .orElseThrow(),
                                3))
                .forEach(page -> all.addAll(page.lines()));
        return all;
    }
}
