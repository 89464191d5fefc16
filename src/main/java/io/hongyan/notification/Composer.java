package io.hongyan.notification;

import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.Counts;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Says what somebody has waiting for them at this moment. Thread-safe.
final class Composer {

    private static final int MAX_CONVERSATIONS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final MailboxView mailboxes;
    private final ConversationViews views;
    private final NotificationRepository repository;
    private final Clock clock;

    Composer(MailboxView mailboxes, ConversationViews views, NotificationRepository repository, Clock clock) {
        this.mailboxes = mailboxes;
        this.views = views;
        this.repository = repository;
        this.clock = clock;
    }

    /// What `user` has unread in conversations that aren't muted, once this node's view of their mailbox has come to
    /// `position`; empty where that is nothing.
    ///
    /// @throws io.hongyan.error.HongyanException `unavailable` where another node has the mailbox
    Optional<Notification> compose(String id, UserId user, long position) {
        mailboxes.awaitTotal(user, PATIENCE, total -> total.position() >= position);
        MailboxSnapshot unread = mailboxes.of(user).unread();
        List<MailboxLine> lines = unread.lines().stream()
                .filter(line -> !line.session().muted())
                .sorted(Comparator.comparingLong(
                                (MailboxLine line) -> line.session().at())
                        .reversed())
                .limit(MAX_CONVERSATIONS)
                .toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Notification(
                id, user, clock.instant(), Counts.of(unread.total()), views.of(user, lines), repository.devices(user)));
    }
}
