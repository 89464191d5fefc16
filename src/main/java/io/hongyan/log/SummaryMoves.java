package io.hongyan.log;

import io.hongyan.streams.id.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;

/// Where in `summaries` the newest summary of each conversation is, so that whoever knows up to where they have read
/// can be told what has moved since, like a reader of a topic that is compacted at every moment.
///
/// Written by one thread, read by any.
public final class SummaryMoves {

    private final List<ConcurrentSkipListMap<Long, ConversationId>> partitions = new ArrayList<>();
    private final Map<ConversationId, Long> offsets = new ConcurrentHashMap<>();
    private final AtomicLongArray ends;

    public SummaryMoves(int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            this.partitions.add(new ConcurrentSkipListMap<>());
        }
        this.ends = new AtomicLongArray(partitions);
    }

    /// Conversations that moved, and up to where that was looked at; with `more` there may be others after it.
    public record Moved(List<ConversationId> conversations, List<Long> offsets, boolean more) {

        public Moved {
            conversations = List.copyOf(conversations);
            offsets = List.copyOf(offsets);
        }
    }

    /// There is a newer summary of a conversation at `offset`.
    public void moved(int partition, long offset, ConversationId conversation) {
        NavigableMap<Long, ConversationId> moves = partitions.get(partition);
        // First the new place, then the old one: a reader between them finds the conversation at both.
        moves.put(offset, conversation);
        Long before = offsets.put(conversation, offset);
        if (before != null) {
            moves.remove(before);
        }
        ends.set(partition, offset + 1);
    }

    /// The first offset of each partition that hasn't been heard of.
    public List<Long> ends() {
        List<Long> all = new ArrayList<>();
        for (int partition = 0; partition < ends.length(); partition++) {
            all.add(ends.get(partition));
        }
        return all;
    }

    /// At most `limit` of the `wanted` conversations that moved since `from`, which has an offset for each partition.
    public Moved since(List<Long> from, Predicate<ConversationId> wanted, int limit) {
        List<ConversationId> found = new ArrayList<>();
        List<Long> reached = new ArrayList<>();
        boolean more = false;
        for (int partition = 0; partition < from.size(); partition++) {
            long next = from.get(partition);
            long end = Math.max(next, ends.get(partition));
            for (Map.Entry<Long, ConversationId> move :
                    partitions.get(partition).subMap(next, end).entrySet()) {
                if (wanted.test(move.getValue())) {
                    if (found.size() >= limit) {
                        end = move.getKey();
                        more = true;
                        break;
                    }
                    found.add(move.getValue());
                }
            }
            reached.add(end);
        }
        return new Moved(found, reached, more);
    }
}
