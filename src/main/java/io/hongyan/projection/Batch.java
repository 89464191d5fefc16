package io.hongyan.projection;

import io.hongyan.streams.log.SourceOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Records that are written in one transaction, in the order of each partition, and how that moves the offsets.
///
/// An offset may move further than the records tell: markers of transactions and deliveries take offsets too.
record Batch(List<Item> items, Map<TopicPartition, Move> moves) {

    static final Batch EMPTY = new Batch(List.of(), Map.of());

    /// From one stored offset to the next to store.
    record Move(long from, long to) {}

    Batch {
        items = List.copyOf(items);
        moves = Map.copyOf(moves);
    }

    boolean isEmpty() {
        return moves.isEmpty();
    }

    /// The highest offset in `commands` that an event of `partition` came from; -1 for none.
    long lastCommand(TopicPartition partition) {
        return items.stream()
                .filter(item -> item.partition().equals(partition))
                .mapToLong(item -> SourceOffset.of(item.record().headers()))
                .max()
                .orElse(-1);
    }

    /// Two batches that do the same, one after the other, for a batch of at least two records.
    List<Batch> halves() {
        List<Item> first = items.subList(0, items.size() / 2);
        Map<TopicPartition, Move> begun = new HashMap<>();
        for (Item item : first) {
            begun.put(
                    item.partition(), new Move(move(item).from(), item.record().offset() + 1));
        }
        Map<TopicPartition, Move> rest = new HashMap<>();
        moves.forEach((partition, whole) -> {
            Move done = begun.get(partition);
            Move left = done == null ? whole : new Move(done.to(), whole.to());
            if (left.from() < left.to()) {
                rest.put(partition, left);
            }
        });
        return List.of(new Batch(first, begun), new Batch(items.subList(first.size(), items.size()), rest));
    }

    private Move move(Item item) {
        Move move = moves.get(item.partition());
        if (move == null) {
            throw new IllegalStateException(item + " is in a batch that doesn't move its partition");
        }
        return move;
    }

    /// This batch without what concerns `partitions`.
    Batch without(Collection<TopicPartition> partitions) {
        List<Item> kept = new ArrayList<>(items);
        kept.removeIf(item -> partitions.contains(item.partition()));
        Map<TopicPartition, Move> keptMoves = new HashMap<>(moves);
        keptMoves.keySet().removeAll(partitions);
        return new Batch(kept, keptMoves);
    }

    /// This batch of one record with a dead letter in its place.
    ///
    /// @throws IllegalStateException if it is one already
    Batch refused(String reason) {
        if (items.getFirst().refusal() != null) {
            throw new IllegalStateException(items.getFirst() + " is refused even as a dead letter: " + reason);
        }
        return new Batch(List.of(items.getFirst().refused(reason)), moves);
    }
}
