package io.hongyan.streams;

import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// What a client may be shown at any moment: the mailboxes as far as they have come, with the summaries as far as those
/// have come. Checks what every published state promises.
final class Shown {

    private final Map<UserId, Map<ConversationId, Session>> sessions = new HashMap<>();
    private final Map<UserId, Total> totals = new HashMap<>();
    private final Map<ConversationId, Summary> summaries = new HashMap<>();
    private final Map<UserId, State> last = new HashMap<>();

    /// All that one user is shown: the list, and the total as it is given with it.
    private record State(Map<ConversationId, Session> list, Total total) {}

    void take(Summary summary) {
        Summary known = summaries.get(summary.conversation());
        if (known == null || summary.isNewerThan(known)) {
            summaries.put(summary.conversation(), summary);
        }
    }

    void take(MailboxChanges changes) {
        for (MailboxChange change : changes.changes()) {
            if (change.session() != null) {
                sessions.computeIfAbsent(change.user(), _ -> new TreeMap<>())
                        .put(change.conversation(), change.session());
                totals.put(change.user(), change.total());
            }
        }
    }

    /// A conversation as a user is shown it; null where they aren't in it.
    @Nullable
    Session line(UserId user, ConversationId conversation) {
        return list(user).get(conversation);
    }

    private Map<ConversationId, Session> list(UserId user) {
        Map<ConversationId, Session> list = new TreeMap<>();
        sessions.getOrDefault(user, Map.of()).forEach((conversation, session) -> {
            if (!session.left()) {
                list.put(conversation, session.seen(head(conversation), user));
            }
        });
        return list;
    }

    Total total(UserId user) {
        Total total = totals.getOrDefault(user, Total.EMPTY);
        for (Map.Entry<ConversationId, Session> line : list(user).entrySet()) {
            if (line.getValue().inReadMode()) {
                SharedHead head = head(line.getKey());
                long headSeq = head == null ? 0 : head.seq();
                total = total.with(line.getValue(), Math.max(line.getValue().headSeq(), headSeq));
            }
        }
        return total;
    }

    /// What all readers of a conversation have in common; null where nobody ever read it together.
    @Nullable
    SharedHead head(ConversationId conversation) {
        Summary summary = summaries.get(conversation);
        return summary == null ? null : summary.fanout().shared();
    }

    /// The conversations whose readers take the head that they share.
    Set<ConversationId> inReadMode() {
        return summaries.values().stream()
                .filter(summary -> summary.fanout().mode() == FanoutMode.READ)
                .map(Summary::conversation)
                .collect(Collectors.toSet());
    }

    /// The sum of what is listed is the total, and whatever is shown otherwise has a higher version.
    void check(UserId user) {
        State now = new State(list(user), total(user));
        State before = last.put(user, now);

        assertThat(now.list().values().stream()
                        .filter(session -> !session.muted())
                        .mapToLong(Session::unread)
                        .sum())
                .as("sum of the list of user %s", user)
                .isEqualTo(now.total().unread());
        assertThat(now.list().values().stream()
                        .filter(session -> !session.muted())
                        .mapToLong(session -> session.mentions().size())
                        .sum())
                .as("sum of the mentions of user %s", user)
                .isEqualTo(now.total().mentions());
        if (before != null && !before.equals(now)) {
            assertThat(now.total().version())
                    .as("version for user %s, from %s to %s", user, before, now)
                    .isGreaterThan(before.total().version());
        }
    }
}
