package io.hongyan.projection;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/// How far the log's events are in PostgreSQL, for those who have to know what isn't there yet. Thread-safe.
public final class ProjectedOffsets {

    private final Jdbi jdbi;
    private final int partitions;

    public ProjectedOffsets(Jdbi jdbi, int partitions) {
        this.jdbi = jdbi;
        this.partitions = partitions;
    }

    /// For every partition of `events` the first offset that isn't projected.
    public Map<Integer, Long> nextEvents() {
        return events("next_offset", 0);
    }

    /// For every partition of `commands` the first offset whose event may not be projected.
    public Map<Integer, Long> nextCommands() {
        return events("command_offset + 1", 0);
    }

    /// For every partition of `commands` the highest offset that a projected event came from; -1 for none.
    public Map<Integer, Long> lastCommands() {
        return events("command_offset", -1);
    }

    private Map<Integer, Long> events(String column, long absent) {
        Map<Integer, Long> known = jdbi.withHandle(handle -> handle
                .createQuery("SELECT partition, " + column + " FROM projection WHERE topic = 'events'")
                .map((row, _) -> Map.entry(row.getInt(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        return IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(Function.identity(), partition -> known.getOrDefault(partition, absent)));
    }
}
