package io.hongyan.rebuild;

import io.hongyan.infra.Progress;
import io.hongyan.log.LogScan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Goes through topics from their beginning to where they ended when that began, and remembers after each batch how far
/// it is: whoever is interrupted goes on from there. Used by one thread.
final class Resumable {

    private final ProgressRepository repository;
    private final String what;

    /// @param what is gone through, under which its progress is remembered
    Resumable(ProgressRepository repository, String what) {
        this.repository = repository;
        this.what = what;
    }

    /// Hands over what hasn't been handed over yet, in order; a batch that was interrupted comes again.
    void read(
            LogScan scan, String task, Progress progress, Consumer<Iterable<ConsumerRecord<byte[], byte[]>>> handler) {
        Map<TopicPartition, Long> goals = new HashMap<>(scan.ends());
        Map<TopicPartition, Long> positions =
                goals.keySet().stream().collect(Collectors.toMap(partition -> partition, scan::begin));
        for (ProgressRepository.Part known : repository.parts(what)) {
            TopicPartition partition = partition(known.part());
            positions.put(partition, known.position());
            goals.put(partition, known.goal());
        }
        remember(positions, goals);
        scan.seek(positions);
        scan.readTo(goals, task, progress, batch -> {
            handler.accept(batch);
            Map<TopicPartition, Long> moved = new HashMap<>();
            batch.nextOffsets().forEach((partition, next) -> moved.put(partition, next.offset()));
            remember(moved, goals);
        });
    }

    void finish() {
        repository.finish(what);
    }

    private void remember(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> goals) {
        List<String> parts = new ArrayList<>();
        List<Long> reached = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        positions.forEach((partition, position) -> {
            parts.add(partition.toString());
            reached.add(position);
            ends.add(goals.getOrDefault(partition, 0L));
        });
        if (!parts.isEmpty()) {
            repository.move(what, parts, reached, ends);
        }
    }

    /// What `TopicPartition.toString` wrote.
    private static TopicPartition partition(String text) {
        int at = text.lastIndexOf('-');
        return new TopicPartition(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }
}
