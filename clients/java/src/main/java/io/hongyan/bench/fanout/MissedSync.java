package io.hongyan.bench.fanout;

import io.hongyan.bench.load.Faults;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.DataFolder;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Latency;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Catching up with what was missed: from a cursor of before until nothing is missing any more, one device after the
/// other, and each several times.
public final class MissedSync implements Part {

    private static final int GROUP = 20;
    private static final double RATE = 250;
    private static final int PAGE = 1_000;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long NANOS_PER_MICRO = 1_000;

    private final int messages;
    private final int times;
    private final DataFolder folder;
    private final PrintWriter out;

    public MissedSync(int messages, int times, DataFolder folder, PrintWriter out) {
        this.messages = messages;
        this.times = times;
        this.folder = folder;
        this.out = out;
    }

    /// `first` is each device's first attempt, `again` all others.
    record Result(String strategy, int messages, Latency first, Latency again) {}

    @Override
    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        out.printf("%nSync of %d missed messages over HTTP, ms%n", messages);
        out.printf("%-8s %10s %9s %9s %10s %9s%n", "strategy", "first p50", "p99", "max", "again p50", "p99");
        for (Mode mode : List.of(Mode.WRITE, Mode.READ)) {
            Result result = measure(stage, mode);
            out.printf(
                    "%-8s %10s %9s %9s %10s %9s%n",
                    result.strategy(),
                    Report.round(result.first().p50()),
                    Report.round(result.first().p99()),
                    Report.round(result.first().max()),
                    Report.round(result.again().p50()),
                    Report.round(result.again().p99()));
            out.flush();
            journal.append("fanout.sync", result);
        }
    }

    private Result measure(Stage stage, Mode mode) throws IOException, InterruptedException {
        List<Participant> people = stage.people(GROUP);
        List<Participant> online = people.subList(0, 2);
        List<Participant> away = people.subList(2, GROUP);
        Room room = stage.group(online, away);
        mode.overrideConversation(stage, room.conversationId());
        stage.connect(online);
        stage.measure(new Phase("switch", 1, Duration.ofSeconds(1)), List.of(room));
        Map<Participant, Sync> begins = new LinkedHashMap<>();
        for (Participant participant : away) {
            awaitHead(participant, room, stage.faults());
            begins.put(participant, Sync.snapshot(participant, room));
        }
        int before = room.numbered();
        long seconds = Math.max(1, Math.round(messages / RATE));
        Phase missing = new Phase("missed", (double) messages / seconds, Duration.ofSeconds(seconds));
        if (mode == Mode.WRITE) {
            try (Arrivals arrivals = Arrivals.of(List.of(room), folder)) {
                stage.measure(missing, List.of(room), () -> arrivals.await(stage.faults(), Arrivals.PATIENCE));
            }
        } else {
            stage.measure(missing, List.of(room), () -> awaitHead(away.get(0), room, stage.faults()));
        }
        Histogram first = Latency.histogram();
        Histogram again = Latency.histogram();
        for (int time = 0; time < times; time++) {
            for (Map.Entry<Participant, Sync> device : begins.entrySet()) {
                Participant participant = device.getKey();
                long begin = System.nanoTime();
                Sync sync = Sync.from(participant, device.getValue(), PAGE);
                long micros = (System.nanoTime() - begin) / NANOS_PER_MICRO;
                (time == 0 ? first : again).recordValue(micros);
                sync.check(participant, room.numbered() - before, stage.faults());
            }
        }
        return new Result(mode.label(), messages, Latency.of(first), Latency.of(again));
    }

    /// Waits until `reader` is shown all that was said: an acknowledgement may come before.
    private static void awaitHead(Participant reader, Room room, Faults faults)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int unread = unread(reader, room);
        while (unread < room.numbered() && System.nanoTime() - begin < Arrivals.PATIENCE.toNanos()) {
            LockSupport.parkNanos(POLL.toNanos());
            unread = unread(reader, room);
        }
        if (unread != room.numbered()) {
            faults.add("conversation %s has %d unread instead of %d"
                    .formatted(room.conversationId(), unread, room.numbered()));
        }
    }

    private static int unread(Participant reader, Room room) throws IOException, InterruptedException {
        return reader.api()
                .get("/v1/conversations/" + room.conversationId())
                .ok()
                .path("unread")
                .asInt(-1);
    }
}
