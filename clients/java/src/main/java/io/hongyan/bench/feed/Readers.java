package io.hongyan.bench.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Latency;
import io.hongyan.bench.measure.Processes;
import io.hongyan.bench.measure.Usage;
import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;

/// People who look at their home timelines.
final class Readers {

    private static final int PAGE = 50;
    private static final int WARMING = 20;
    private static final int NANOS_A_MICRO = 1_000;
    private static final double NANOS_A_SECOND = 1e9;
    private static final double MILLIS_A_SECOND = 1_000;

    private final List<Participant> people;

    Readers(List<Participant> people) {
        this.people = List.copyOf(people);
    }

    /// How long pages took, asked one after the other, and the CPU of server and engines for each in milliseconds.
    record Pages(Latency page, double cpuMillis) {}

    /// Has the people look in turn, `times` in all; each page must have `expected` posts, and `newest` first.
    Pages read(Stage stage, int times, int expected, String newest) throws IOException, InterruptedException {
        for (int i = 0; i < WARMING; i++) {
            look(person(i), PAGE);
        }
        Histogram micros = Latency.histogram();
        Usage before = stage.processes().usage();
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            Participant person = person(i);
            long asked = System.nanoTime();
            JsonNode items = look(person, PAGE);
            micros.recordValue((System.nanoTime() - asked) / NANOS_A_MICRO);
            if (items.size() != Math.min(PAGE, expected)
                    || !items.path(0).path("id").asText().equals(newest)) {
                stage.faults()
                        .add("user %s was shown %d posts, %s first, instead of %d, %s first"
                                .formatted(
                                        person.userId(),
                                        items.size(),
                                        items.path(0).path("id").asText(),
                                        expected,
                                        newest));
            }
        }
        double seconds = (System.nanoTime() - begin) / NANOS_A_SECOND;
        Usage used = stage.aboveIdle(stage.processes().usage().since(before), seconds);
        return new Pages(Latency.of(micros), Processes.sumWithoutGenerator(used.cpuSeconds(times / MILLIS_A_SECOND)));
    }

    private Participant person(int turn) {
        return people.get(turn % people.size());
    }

    /// The newest posts of a home timeline.
    static JsonNode look(Participant person, int limit) throws IOException, InterruptedException {
        return person.api().get("/v1/feed?limit=" + limit).ok().path("items");
    }
}
