package io.hongyan.bench.fanout;

import io.hongyan.bench.load.Figures;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.DataFolder;
import io.hongyan.bench.measure.Journal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Write fan-out through the whole server: mailbox deliveries a second, counted when they are in Redis.
///
/// Into one group, or into as many of that size as have enough members to send.
public final class Throughput implements Part {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final double SUSTAINED = 0.98;

    /// How many are online at least, if there are so many, and send in turn.
    private static final int ONLINE = 10;

    /// How many messages of a phase each of them sends at most. The server keeps a thousand intervals of a user's own
    /// messages, beyond which it takes what is older for read; all is read after each phase.
    private static final double OWN = 800;

    private final int members;
    private final List<Double> rates;
    private final Duration duration;
    private final DataFolder folder;
    private final PrintWriter out;

    /// @param rates messages a second, a phase each
    public Throughput(int members, List<Double> rates, Duration duration, DataFolder folder, PrintWriter out) {
        this.members = members;
        this.rates = List.copyOf(rates);
        this.duration = duration;
        this.folder = folder;
        this.out = out;
    }

    /// What one rate showed; `lag` in deliveries.
    record Result(
            int members,
            int groups,
            double offeredDeliveriesPerSecond,
            double inRedisPerSecond,
            boolean flat,
            Lag lag,
            Figures figures) {}

    @Override
    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        int senders = senders();
        int groups = (senders + members - 1) / members;
        int onlineEach = Math.min(members, (senders + groups - 1) / groups);
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            rooms.add(group(stage, onlineEach));
        }
        stage.measure(new Phase("warm-up", 5, Duration.ofSeconds(2)), rooms);
        out.printf(
                "%nWrite fan-out to %d members, %d of them online, in groups: %d; deliveries counted in Redis%n",
                members, onlineEach, groups);
        out.printf(
                "%10s %12s %12s %12s %12s %6s %9s%n",
                "messages", "offered", "in Redis", "lag", "slope", "flat", "ack p99");
        for (double rate : rates) {
            Result result = measure(stage, rooms, rate);
            print(result);
            journal.append("fanout.throughput", result);
            rooms.stream().flatMap(room -> room.online().stream()).forEach(Participant::readAll);
        }
    }

    private Room group(Stage stage, int onlineEach) throws IOException, InterruptedException {
        List<Participant> people = stage.people(members);
        Room room = stage.group(people.subList(0, onlineEach), people.subList(onlineEach, members));
        Mode.WRITE.overrideConversation(stage, room.conversationId());
        stage.connect(room.online());
        return room;
    }

    private int senders() {
        double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(0) * duration.toSeconds();
        return Math.max(Math.min(ONLINE, members), (int) Math.ceil(most / OWN));
    }

    private Result measure(Stage stage, List<Room> rooms, double rate) throws IOException, InterruptedException {
        List<Long> behind = new ArrayList<>();
        try (Arrivals arrivals = Arrivals.of(rooms, folder)) {
            long before = arrivals.inRedis();
            long begin = System.nanoTime();
            long[] last = {before, begin};
            Thread sampling = new Thread(() -> sample(arrivals, behind, last, begin), "sampler");
            sampling.start();
            Figures figures = stage.measure(new Phase("fan-out", rate, duration), rooms, () -> {
                sampling.join();
                arrivals.await(stage.faults(), Arrivals.PATIENCE);
            });
            double perSecond = (last[0] - before) * (double) SECOND / (last[1] - begin);
            double offered = rate * members;
            Lag lag = Lag.of(behind);
            boolean flat = lag.isFlat(offered) && figures.acknowledgedPerSecond() >= SUSTAINED * rate;
            return new Result(members, rooms.size(), offered, perSecond, flat, lag, figures);
        }
    }

    /// Looks once a second for as long as messages are sent.
    private void sample(Arrivals arrivals, List<Long> behind, long[] last, long begin) {
        try {
            for (int second = 1; second <= duration.toSeconds(); second++) {
                Stage.parkUntil(begin + second * SECOND);
                last[0] = arrivals.inRedis();
                last[1] = System.nanoTime();
                behind.add(Math.max(0, arrivals.due() - last[0]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(Result result) {
        List<Long> behind = result.lag().behind();
        out.printf(
                "%8s/s %10s/s %10s/s %12d %10s/s %6s %9s%n",
                Report.round(result.figures().offeredPerSecond()),
                Report.round(result.offeredDeliveriesPerSecond()),
                Report.round(result.inRedisPerSecond()),
                behind.get(behind.size() - 1),
                Report.round(result.lag().slope()),
                result.flat() ? "yes" : "NO",
                Report.round(result.figures().acknowledgement().p99()));
        out.println("           cores: " + Report.listed(result.figures().cores(), "%.2f"));
        out.flush();
    }
}
