package io.hongyan.sync;

import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.Mailbox;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.Summaries;
import io.hongyan.message.EncodedEntry;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.sync.inbox.Reference;
import io.hongyan.sync.inbox.Reference.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Joins references with the entries they are about, and with the conversations as they are now. Thread-safe.
final class Joining {

    private final ConversationViews conversations;
    private final Summaries summaries;
    private final Bodies bodies;

    Joining(ConversationViews conversations, Summaries summaries, Bodies bodies) {
        this.conversations = conversations;
        this.summaries = summaries;
        this.bodies = bodies;
    }

    /// What `references` say that `user` missed, as much as fits into `bytes`, and at least the first. `moved` are
    /// other conversations to be shown, if all of it fits.
    Missed join(
            UserId user, Mailbox mailbox, List<Reference> references, Collection<ConversationId> moved, long bytes) {
        Set<ConversationId> named = new LinkedHashSet<>();
        references.forEach(reference -> named.add(reference.conversation()));
        named.addAll(moved);
        Map<ConversationId, Session> sessions = new HashMap<>();
        mailbox.linesOf(named).lines().forEach(line -> sessions.put(line.conversation(), line.session()));
        List<Optional<EncodedEntry>> entries = entries(references, sessions);
        int taken = fitting(references, entries, bytes);
        List<Reference> shown = references.subList(0, taken);
        List<MailboxLine> lines = lines(shown, taken == references.size() ? moved : List.of(), sessions);
        List<ConversationView> views = conversations.of(user, lines);
        return new Missed(
                taken,
                views,
                entries.subList(0, taken).stream().flatMap(Optional::stream).toList());
    }

    /// The entry of each reference; empty where there is none, or none that the user may see any more.
    private List<Optional<EncodedEntry>> entries(List<Reference> references, Map<ConversationId, Session> sessions) {
        Map<ConversationId, TreeSet<Long>> wanted = new HashMap<>();
        references.stream()
                .filter(reference -> reference.kind() == Kind.ENTRY)
                .forEach(reference -> wanted.computeIfAbsent(reference.conversation(), _ -> new TreeSet<>())
                        .add(reference.seq()));
        Map<ConversationId, Map<Long, EncodedEntry>> found = new HashMap<>();
        wanted.forEach((conversation, seqs) -> {
            Session session = sessions.get(conversation);
            if (session != null) {
                found.put(conversation, fetch(conversation, seqs.tailSet(firstVisible(conversation, session))));
            }
        });
        return references.stream()
                .map(reference -> reference.kind() == Kind.ENTRY
                        ? Optional.ofNullable(found.getOrDefault(reference.conversation(), Map.of())
                                .get(reference.seq()))
                        : Optional.<EncodedEntry>empty())
                .toList();
    }

    private long firstVisible(ConversationId conversation, Session session) {
        return summaries.await(conversation).history() == History.ALL ? 1 : session.joinedSeq();
    }

    /// What is consecutive is fetched together.
    private Map<Long, EncodedEntry> fetch(ConversationId conversation, SortedSet<Long> seqs) {
        Map<Long, EncodedEntry> found = new HashMap<>();
        List<Long> ascending = List.copyOf(seqs);
        int from = 0;
        for (int to = 1; to <= ascending.size(); to++) {
            if (to == ascending.size() || ascending.get(to) != ascending.get(to - 1) + 1) {
                bodies.range(conversation, ascending.get(from), ascending.get(to - 1))
                        .forEach(entry -> found.put(entry.seq(), entry));
                from = to;
            }
        }
        return found;
    }

    private static int fitting(List<Reference> references, List<Optional<EncodedEntry>> entries, long bytes) {
        Set<ConversationId> seen = new LinkedHashSet<>();
        long size = 0;
        for (int i = 0; i < references.size(); i++) {
            size += seen.add(references.get(i).conversation()) ? PageSize.CONVERSATION_BYTES : 0;
            size += entries.get(i).map(EncodedEntry::size).orElse(0);
            if (size > bytes && i > 0) {
                return i;
            }
        }
        return references.size();
    }

    /// A conversation of which more entries follow, in this sync or the next, is shown with the last of them: shown
    /// now, its head would be one that the device lacks. None follow in read mode, where the device fetches what is
    /// between.
    private static List<MailboxLine> lines(
            List<Reference> references, Collection<ConversationId> moved, Map<ConversationId, Session> sessions) {
        Map<ConversationId, Reference> last = new LinkedHashMap<>();
        references.forEach(reference -> last.put(reference.conversation(), reference));
        List<MailboxLine> lines = new ArrayList<>();
        last.forEach((conversation, reference) -> {
            Session session = sessions.get(conversation);
            if (session != null && (session.inReadMode() || session.headSeq() <= reference.seq())) {
                lines.add(new MailboxLine(conversation, session));
            } else if (session == null && reference.kind() == Kind.LEFT) {
                lines.add(new MailboxLine(
                        conversation, Session.left(reference.seq(), reference.ordinal(), reference.at())));
            }
        });
        moved.forEach(conversation -> {
            Session session = sessions.get(conversation);
            if (session != null && !last.containsKey(conversation)) {
                lines.add(new MailboxLine(conversation, session));
            }
        });
        return lines;
    }
}
