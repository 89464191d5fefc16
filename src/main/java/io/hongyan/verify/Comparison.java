package io.hongyan.verify;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import io.hongyan.verify.Difference.What;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Compares mailboxes with the log and with PostgreSQL, each conversation as it is where the mailbox stands: what came
/// later is no difference.
///
/// @param due where the log stood at the beginning, which the mailboxes must have reached
/// @param partition of a user's marks
record Comparison(
        StoredMailboxes mailboxes,
        Logged log,
        Stored stored,
        Map<ConversationId, Long> due,
        ToIntFunction<UserId> partition) {

    /// What was compared, and how it differs.
    record Outcome(List<Difference> differences, int conversations, int storedOnly) {}

    Outcome compare(UserId user) {
        Map<ConversationId, Session> sessions = mailboxes.sessions(user);
        Set<ConversationId> all = new HashSet<>(sessions.keySet());
        all.addAll(log.conversations(user));
        all.addAll(stored.members(user).keySet());
        List<Difference> differences = new ArrayList<>();
        Total total = mailboxes.total(user);
        addUp(user, sessions, total, differences);
        int conversations = 0;
        int storedOnly = 0;
        for (ConversationId conversation : all) {
            Session session = sessions.get(conversation);
            boolean member = session != null && !session.left();
            conversations += member ? 1 : 0;
            storedOnly += compareWithLog(user, conversation, session, differences) || !member ? 0 : 1;
            compareWithStored(user, conversation, session, total.position(), differences);
        }
        return new Outcome(differences, conversations, storedOnly);
    }

    private static void addUp(
            UserId user, Map<ConversationId, Session> sessions, Total total, List<Difference> differences) {
        long unread = 0;
        long mentions = 0;
        for (Session session : sessions.values()) {
            unread += session.inReadMode() ? 0 : session.countedUnread();
            mentions += session.inReadMode() ? 0 : session.countedMentions();
        }
        String stored = total.unread() + " unread with " + total.mentions() + " mentions";
        String sum = unread + " unread with " + mentions + " mentions";
        if (!stored.equals(sum)) {
            differences.add(new Difference(user, null, What.TOTAL, stored, sum));
        }
    }

    /// Whether Kafka keeps what is unread, so that it could be counted.
    private boolean compareWithLog(
            UserId user, ConversationId conversation, @Nullable Session session, List<Difference> differences) {
        Timeline timeline = log.timeline(conversation);
        Membership membership = log.membership(user, conversation);
        long head = session == null ? 0 : session.headSeq();
        if (membership != null) {
            long turned = membership.lastSeq(due.getOrDefault(conversation, 0L));
            if (head < turned) {
                differences.add(new Difference(user, conversation, What.LOG_HEAD, at(head), at(turned)));
                return true;
            }
            boolean known = log.isWhole(conversation) || membership.lastSeq(head) > 0;
            long joined = membership.joinedSeq(head);
            long shown = session == null || session.left() ? 0 : session.joinedSeq();
            if (known && shown != joined) {
                differences.add(new Difference(user, conversation, What.LOG_MEMBERSHIP, since(shown), since(joined)));
                return true;
            }
        }
        if (session == null || session.left()) {
            return true;
        }
        if (timeline == null || !timeline.covers(session.readSeq())) {
            return false;
        }
        long stood = due.getOrDefault(conversation, 0L);
        long reached = session.inReadMode() ? timeline.lastConcerning(user, stood) : stood;
        if (head < reached) {
            differences.add(new Difference(user, conversation, What.LOG_HEAD, at(head), at(reached)));
        }
        Session shown = session.seen(mailboxes.shared(conversation));
        compareMarks(user, conversation, shown, membership, head, differences);
        compareCounts(
                user,
                conversation,
                shown,
                timeline.count(user, shown.readSeq(), head, shown.headSeq()),
                What.LOG_UNREAD,
                What.LOG_MENTIONS,
                differences);
        return true;
    }

    private void compareMarks(
            UserId user,
            ConversationId conversation,
            Session session,
            @Nullable Membership membership,
            long head,
            List<Difference> differences) {
        if (membership == null || membership.joinedSeq(head) == 0) {
            return;
        }
        MarkHistory history = log.marksSince(user, conversation, partition.applyAsInt(user), membership.joinedAt(head));
        if (history == null) {
            return;
        }
        history.since(membership, head).ifPresent(marks -> {
            boolean fits = session.readSeq() >= marks.atLeast()
                    && session.readSeq() <= marks.readSeq()
                    && session.muted() == marks.muted()
                    && session.pinned() == marks.pinned()
                    && session.markedUnread() == marks.markedUnread();
            if (!fits) {
                differences.add(new Difference(user, conversation, What.LOG_MARKS, marks(session), marks.toString()));
            }
        });
    }

    private void compareWithStored(
            UserId user,
            ConversationId conversation,
            @Nullable Session session,
            long position,
            List<Difference> differences) {
        Stored.Member row = stored.members(user).get(conversation);
        boolean member = session != null && !session.left();
        boolean isIn = row != null && !row.left();
        if (row != null && row.position() > position) {
            differences.add(new Difference(
                    user, conversation, What.STORED_MARKS, "at position " + position, "at " + row.position()));
            return;
        }
        if (member != isIn) {
            differences.add(new Difference(
                    user, conversation, What.STORED_MEMBERSHIP, member ? "in" : "out", isIn ? "in" : "out"));
            return;
        }
        if (session == null || session.left() || row == null) {
            return;
        }
        Session shown = session.seen(mailboxes.shared(conversation));
        boolean fits = row.joinedSeq() == shown.joinedSeq()
                && row.readSeq() == shown.readSeq()
                && row.muted() == shown.muted()
                && row.pinned() == shown.pinned()
                && row.markedUnread() == shown.markedUnread();
        if (!fits) {
            differences.add(new Difference(user, conversation, What.STORED_MARKS, marks(shown), row.toString()));
            return;
        }
        Timeline timeline = stored.timeline(conversation);
        if (timeline.headSeq() < shown.headSeq()) {
            differences.add(
                    new Difference(user, conversation, What.STORED_HEAD, at(shown.headSeq()), at(timeline.headSeq())));
            return;
        }
        compareCounts(
                user,
                conversation,
                shown,
                timeline.count(user, row.readSeq(), session.headSeq(), shown.headSeq()),
                What.STORED_UNREAD,
                What.STORED_MENTIONS,
                differences);
    }

    private static void compareCounts(
            UserId user,
            ConversationId conversation,
            Session shown,
            Recount recount,
            What unread,
            What mentions,
            List<Difference> differences) {
        if (!recount.fitsUnread(shown)) {
            differences.add(new Difference(
                    user, conversation, unread, Long.toString(shown.unread()), Long.toString(recount.unread())));
        }
        if (!recount.fitsMentions(shown)) {
            differences.add(new Difference(
                    user,
                    conversation,
                    mentions,
                    Integer.toString(shown.mentions().size()),
                    Long.toString(recount.mentions())));
        }
    }

    private static String since(long joinedSeq) {
        return joinedSeq == 0 ? "out" : "in since " + at(joinedSeq);
    }

    private static String at(long seq) {
        return "entry " + seq;
    }

    private static String marks(Session session) {
        return "read up to %d, in since %d%s%s%s"
                .formatted(
                        session.readSeq(),
                        session.joinedSeq(),
                        session.muted() ? ", muted" : "",
                        session.pinned() ? ", pinned" : "",
                        session.markedUnread() ? ", marked unread" : "");
    }
}
