package io.hongyan.mailbox;

import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// A mailbox of this node's, as the log has it.
///
/// The lines are kept twice, by id and as they are listed, in arrays of references: a page copies a few of them, and a
/// change moves some in place. Those in read mode have no place that lasts: they are looked at whenever something is
/// shown, all of them, so that the list and the total are of the same heads. Thread-safe: every method sees or leaves
/// one whole state.
final class CommittedMailbox implements Mailbox {

    /// In order of id.
    private final ArrayList<MailboxLine> lines;

    /// Those in write mode and not hidden, the first of the list last: most changes are near there, and move little.
    private final ArrayList<MailboxLine> listed;

    /// Those in read mode.
    private final Map<ConversationId, Session> shared = new HashMap<>(0);

    private final UserId user;
    private final Function<ConversationId, @Nullable SharedHead> heads;

    /// Without those in read mode.
    private Total total;

    CommittedMailbox(UserId user, Function<ConversationId, @Nullable SharedHead> heads) {
        this(user, List.of(), Total.EMPTY, heads);
    }

    /// A mailbox of these lines in any order, none of them of a conversation that was left.
    CommittedMailbox(
            UserId user,
            Collection<MailboxLine> lines,
            Total total,
            Function<ConversationId, @Nullable SharedHead> heads) {
        this.user = user;
        this.heads = heads;
        this.lines = new ArrayList<>(lines);
        this.lines.sort(Comparator.comparing(MailboxLine::conversation));
        this.listed = new ArrayList<>(
                lines.stream().filter(CommittedMailbox::isListed).toList());
        lines.stream()
                .filter(line -> line.session().inReadMode())
                .forEach(line -> shared.put(line.conversation(), line.session()));
        this.listed.sort(Comparator.comparing(MailboxLine::place).reversed());
        this.total = total;
    }

    @Override
    public synchronized Optional<Session> find(ConversationId conversation) {
        int index = lineOf(conversation);
        return index < 0
                ? Optional.empty()
                : Optional.of(lines.get(index).session().seen(heads.apply(conversation), user));
    }

    @Override
    public synchronized Total total() {
        return shared.isEmpty() ? total : new Seen().total;
    }

    @Override
    public synchronized MailboxSnapshot stored() {
        return new MailboxSnapshot(lines, false, total);
    }

    @Override
    public synchronized MailboxSnapshot shown(MailboxChange change) {
        Seen seen = new Seen();
        int index = lineOf(change.conversation());
        if (index >= 0) {
            return new MailboxSnapshot(List.of(seen.line(lines.get(index))), false, seen.total);
        }
        Session session = requireNonNull(change.session(), "session is null");
        MailboxLine line =
                new MailboxLine(change.conversation(), session.seen(heads.apply(change.conversation()), user));
        return new MailboxSnapshot(List.of(line), false, seen.total);
    }

    /// The conversations in read mode with the heads of one moment, and the total with them.
    private final class Seen {

        private final Map<ConversationId, MailboxLine> lines = new HashMap<>();
        private final Total total;

        Seen() {
            Total sum = CommittedMailbox.this.total;
            for (Map.Entry<ConversationId, Session> entry : shared.entrySet()) {
                SharedHead head = heads.apply(entry.getKey());
                Session before = entry.getValue();
                Session session = before.seen(head, user);
                lines.put(entry.getKey(), new MailboxLine(entry.getKey(), session));
                sum = sum.with(session, head == null ? before.headSeq() : Math.max(before.headSeq(), head.seq()));
            }
            total = sum;
        }

        MailboxLine line(MailboxLine stored) {
            return lines.getOrDefault(stored.conversation(), stored);
        }

        List<MailboxLine> lines(List<MailboxLine> stored) {
            return lines.isEmpty() ? stored : stored.stream().map(this::line).toList();
        }

        /// Those that are listed after `place`, in any order.
        Stream<MailboxLine> after(@Nullable Place place) {
            return lines.values().stream()
                    .filter(line -> !line.session().hidden())
                    .filter(line -> place == null || place.compareTo(line.place()) < 0);
        }
    }

    @Override
    public synchronized MailboxSnapshot linesOf(Collection<ConversationId> conversations) {
        Seen seen = new Seen();
        List<MailboxLine> found = conversations.stream()
                .map(this::lineOf)
                .filter(index -> index >= 0)
                .map(index -> seen.line(lines.get(index)))
                .toList();
        return new MailboxSnapshot(found, false, seen.total);
    }

    @Override
    public synchronized MailboxSnapshot list(@Nullable Place place, int limit) {
        int found = place == null ? listed.size() : listedAt(place);
        int end = found < 0 ? -found - 1 : found;
        int from = Math.max(0, end - limit);
        Seen seen = new Seen();
        if (seen.lines.isEmpty()) {
            return new MailboxSnapshot(listed.subList(from, end).reversed(), from > 0, total);
        }
        List<MailboxLine> page = Stream.concat(listed.subList(from, end).stream(), seen.after(place))
                .sorted(Comparator.comparing(MailboxLine::place))
                .toList();
        boolean more = from > 0 || page.size() > limit;
        return new MailboxSnapshot(page.subList(0, Math.min(limit, page.size())), more, seen.total);
    }

    @Override
    public synchronized MailboxSnapshot linesAfter(@Nullable ConversationId conversation, int limit) {
        int found = conversation == null ? -1 : lineOf(conversation);
        int from = found < 0 ? -found - 1 : found + 1;
        int to = from + Math.min(limit, lines.size() - from);
        Seen seen = new Seen();
        return new MailboxSnapshot(seen.lines(lines.subList(from, to)), to < lines.size(), seen.total);
    }

    @Override
    public synchronized MailboxSnapshot unread() {
        Seen seen = new Seen();
        List<MailboxLine> unread = seen.lines(lines).stream()
                .filter(line -> line.session().unread() > 0)
                .toList();
        return new MailboxSnapshot(unread, false, seen.total);
    }

    /// Whether `change` is known already.
    synchronized boolean has(MailboxChange change) {
        return change.total().position() <= total.position();
    }

    /// Whether `change` is known already, or is the next one; else a change before it is missing.
    synchronized boolean reaches(MailboxChange change) {
        return change.total().position() <= total.position() + 1;
    }

    /// Takes in a change that this mailbox [reaches][#reaches]; one that is known already changes nothing.
    synchronized void apply(MailboxChange change) {
        Session session = change.session();
        if (session != null && !has(change)) {
            replace(change.conversation(), session);
            total = change.total();
        }
    }

    private void replace(ConversationId conversation, Session session) {
        int index = lineOf(conversation);
        if (index >= 0) {
            unlist(lines.get(index));
        }
        MailboxLine line = new MailboxLine(conversation, session);
        if (session.inReadMode()) {
            shared.put(conversation, session);
        } else {
            shared.remove(conversation);
        }
        if (session.left()) {
            if (index >= 0) {
                lines.remove(index);
            }
        } else {
            if (index >= 0) {
                lines.set(index, line);
            } else {
                lines.add(-index - 1, line);
            }
            list(line);
        }
    }

    private void list(MailboxLine line) {
        if (isListed(line)) {
            listed.add(-listedAt(line.place()) - 1, line);
        }
    }

    private void unlist(MailboxLine line) {
        if (isListed(line)) {
            listed.remove(listedAt(line.place()));
        }
    }

    private static boolean isListed(MailboxLine line) {
        return !line.session().hidden() && !line.session().inReadMode();
    }

    private int lineOf(ConversationId conversation) {
        return search(lines, line -> line.conversation().compareTo(conversation));
    }

    private int listedAt(Place place) {
        return search(listed, line -> place.compareTo(line.place()));
    }

    /// The index of the line that compares as 0, or `-(where it would be) - 1`. `compared` grows along `lines`.
    private static int search(List<MailboxLine> lines, ToIntFunction<MailboxLine> compared) {
        int low = 0;
        int high = lines.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int comparison = compared.applyAsInt(lines.get(middle));
            if (comparison == 0) {
                return middle;
            }
            if (comparison < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
