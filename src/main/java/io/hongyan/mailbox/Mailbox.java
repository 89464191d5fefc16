package io.hongyan.mailbox;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// One user's mailbox: the conversations they are in, and the total.
///
/// The lines are kept twice, by id and as they are listed, in arrays of references: a page copies a few of them, and a
/// change moves some in place. Thread-safe: every method sees or leaves one whole state.
public final class Mailbox {

    /// In order of id.
    private final ArrayList<MailboxLine> lines;

    /// Those not hidden, the first of the list last: most changes are near there, and move little.
    private final ArrayList<MailboxLine> listed;

    private Total total;

    Mailbox() {
        this(List.of(), Total.EMPTY);
    }

    /// A mailbox of these lines in any order, none of them of a conversation that was left.
    Mailbox(Collection<MailboxLine> lines, Total total) {
        this.lines = new ArrayList<>(lines);
        this.lines.sort(Comparator.comparing(MailboxLine::conversation));
        this.listed = new ArrayList<>(
                lines.stream().filter(line -> !line.session().hidden()).toList());
        this.listed.sort(Comparator.comparing(MailboxLine::place).reversed());
        this.total = total;
    }

    /// The session of a conversation that the user is in.
    public synchronized Optional<Session> find(ConversationId conversation) {
        int index = lineOf(conversation);
        return index < 0 ? Optional.empty() : Optional.of(lines.get(index).session());
    }

    public synchronized Total total() {
        return total;
    }

    /// The lines of those `conversations` that the user is in.
    public synchronized MailboxSnapshot linesOf(Collection<ConversationId> conversations) {
        List<MailboxLine> found = conversations.stream()
                .map(this::lineOf)
                .filter(index -> index >= 0)
                .map(lines::get)
                .toList();
        return new MailboxSnapshot(found, false, total);
    }

    /// At most `limit` lines as they are listed: those after `place`, or the first.
    synchronized MailboxSnapshot list(@Nullable Place place, int limit) {
        int found = place == null ? listed.size() : listedAt(place);
        int end = found < 0 ? -found - 1 : found;
        int from = Math.max(0, end - limit);
        return new MailboxSnapshot(listed.subList(from, end).reversed(), from > 0, total);
    }

    /// At most `limit` lines by id, hidden ones too: those after `conversation`, or the first.
    public synchronized MailboxSnapshot linesAfter(@Nullable ConversationId conversation, int limit) {
        int found = conversation == null ? -1 : lineOf(conversation);
        int from = found < 0 ? -found - 1 : found + 1;
        int to = from + Math.min(limit, lines.size() - from);
        return new MailboxSnapshot(lines.subList(from, to), to < lines.size(), total);
    }

    /// Every line with something unread.
    synchronized MailboxSnapshot unread() {
        List<MailboxLine> unread =
                lines.stream().filter(line -> line.session().unread() > 0).toList();
        return new MailboxSnapshot(unread, false, total);
    }

    /// Whether `change` is known already, or is the next one; else a change before it is missing.
    synchronized boolean reaches(MailboxChange change) {
        return change.total().position() <= total.position() + 1;
    }

    /// Takes in a change that this mailbox [reaches][#reaches]; one that is known already changes nothing.
    synchronized void apply(MailboxChange change) {
        Session session = change.session();
        if (session != null && change.total().position() > total.position()) {
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
        if (!line.session().hidden()) {
            listed.add(-listedAt(line.place()) - 1, line);
        }
    }

    private void unlist(MailboxLine line) {
        if (!line.session().hidden()) {
            listed.remove(listedAt(line.place()));
        }
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
