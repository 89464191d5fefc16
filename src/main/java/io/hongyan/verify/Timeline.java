package io.hongyan.verify;

import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The end of one conversation as one source has it: the messages above some entry, and what was recalled of them.
///
/// What anybody hasn't read is counted message by message, and not by ordinals as the mailboxes do. Used by one thread.
final class Timeline {

    private final long firstSeq;
    private long headSeq;
    private final TreeMap<Long, Message> messages = new TreeMap<>();
    private final List<Long> order = new ArrayList<>();
    private final Map<UserId, TreeSet<Long>> own = new HashMap<>();
    private final TreeMap<Long, Message> mentioning = new TreeMap<>();

    /// By the message's seq, that of the entry which recalled it.
    private final TreeMap<Long, Long> recalls = new TreeMap<>();

    private record Message(UserId sender, Mentions mentions) {}

    /// A timeline that has every message from the entry `firstSeq` on.
    Timeline(long firstSeq) {
        this.firstSeq = firstSeq;
        this.headSeq = firstSeq - 1;
    }

    /// Adds a message; nearly each has a higher seq than the one before.
    void message(long seq, UserId sender, Mentions mentions) {
        Message message = new Message(sender, mentions);
        messages.put(seq, message);
        order.add(upTo(seq), seq);
        own.computeIfAbsent(sender, _ -> new TreeSet<>()).add(seq);
        if (!mentions.equals(Mentions.NOBODY)) {
            mentioning.put(seq, message);
        }
        reaches(seq);
    }

    /// The entry `seq` recalled the message `target`, maybe one from before this timeline.
    void recalled(long target, long seq) {
        recalls.putIfAbsent(target, seq);
    }

    /// It ends with this entry, or a later one.
    void reaches(long seq) {
        headSeq = Math.max(headSeq, seq);
    }

    long headSeq() {
        return headSeq;
    }

    /// Whether all that follows the entry `seq` is here.
    boolean covers(long seq) {
        return firstSeq <= seq + 1;
    }

    /// What `user`, who has read up to the entry `readSeq`, hasn't read when the conversation stands at `head`. Of the
    /// entries after `delivered` only what all share is known to the mailbox, as in read mode.
    Recount count(UserId user, long readSeq, long delivered, long head) {
        if (head <= readSeq) {
            return Recount.NOTHING;
        }
        long known = Math.max(readSeq, Math.min(delivered, head));
        TreeSet<Long> mine = own.getOrDefault(user, new TreeSet<>());
        int ownCount = mine.subSet(readSeq, false, head, true).size();
        long gone = recalls.subMap(readSeq, false, head, true).entrySet().stream()
                .filter(recall -> recall.getValue() <= head && isOthers(recall.getKey(), user))
                .count();
        List<Long> mentions = mentioning.subMap(readSeq, false, head, true).entrySet().stream()
                .filter(entry -> !entry.getValue().sender().equals(user)
                        && entry.getValue().mentions().includes(user))
                .map(Map.Entry::getKey)
                .toList();
        long kept = mentions.stream().filter(seq -> !isRecalled(seq, head)).count();
        int all = upTo(head) - upTo(readSeq);
        int ownAhead = mine.subSet(known, false, head, true).size();
        long mentionsAhead = mentions.stream().filter(seq -> seq > known).count();
        return new Recount(all - ownCount - gone, kept, ownCount + gone, mentions.size(), ownAhead, mentionsAhead);
    }

    /// The last message up to the entry `upTo` that is the user's own or mentions them by name; 0 for none.
    long lastConcerning(UserId user, long upTo) {
        Long ownLast = own.getOrDefault(user, new TreeSet<>()).floor(upTo);
        long named = mentioning.headMap(upTo, true).descendingMap().entrySet().stream()
                .filter(entry -> entry.getValue().mentions().users().contains(user))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
        return Math.max(ownLast == null ? 0 : ownLast, named);
    }

    private boolean isOthers(long seq, UserId user) {
        Message message = messages.get(seq);
        return message != null && !message.sender().equals(user);
    }

    private boolean isRecalled(long seq, long head) {
        return recalls.getOrDefault(seq, Long.MAX_VALUE) <= head;
    }

    /// How many messages there are up to the entry `seq`.
    private int upTo(long seq) {
        int low = 0;
        int high = order.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.get(middle) <= seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
