package io.hongyan.bench.peer;

import io.hongyan.bench.fanout.Sync;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Somebody missed a thousand messages of one other: how long it takes until the device has them. On a connection that
/// is open already, since both need one.
public final class CatchingUp {

    private static final double RATE = 100;
    private static final int PAGE = 1_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final PeerFolder peer;
    private final int messages;
    private final int times;
    private final PrintWriter out;

    /// @param times how often each server is asked, besides once to warm up
    public CatchingUp(PeerFolder peer, int messages, int times, PrintWriter out) {
        this.peer = peer;
        this.messages = messages;
        this.times = times;
        this.out = out;
    }

    record Result(int messages, List<Double> hongyanMillis, List<Double> peerMillis, Ratio ratio) {}

    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        Duration length = Duration.ofSeconds(Math.max(1, Math.round(messages / RATE)));
        double rate = (double) messages / length.toSeconds();
        List<Participant> people = stage.people(2);
        Participant away = people.get(1);
        Room room = stage.group(people.subList(0, 1), people.subList(1, 2));
        stage.connect(people.subList(0, 1));
        Sync before = Sync.snapshot(away, room);
        stage.measure(new Phase("missed", rate, length), List.of(room));
        List<Double> hongyan = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        try (XmppCrowd pair = XmppCrowd.of(peer, stage, peer.users() - 1, 2)) {
            Instant start = stage.clock().instant();
            String name = "missed" + start.toEpochMilli();
            XmppSession reader = pair.missed(name, rate, length, stage.faults());
            for (int time = 0; time <= times; time++) {
                long begin = System.nanoTime();
                Sync sync = Sync.from(away, before, PAGE);
                double ours = (System.nanoTime() - begin) / NANOS_PER_MILLI;
                sync.check(away, messages, stage.faults());
                XmppArchive archive = new XmppArchive();
                pair.listen(archive);
                begin = System.nanoTime();
                archive.fetch(reader, start);
                double theirs = (System.nanoTime() - begin) / NANOS_PER_MILLI;
                if (archive.found() != messages) {
                    stage.faults().add("the peer's archive has %d of %d messages".formatted(archive.found(), messages));
                }
                if (time > 0) {
                    hongyan.add(ours);
                    other.add(theirs);
                }
            }
        }
        Result result = new Result(messages, hongyan, other, Ratio.of(hongyan, other));
        out.printf(
                Locale.ROOT,
                "%n%d missed messages, ms: Hongyan %s, ejabberd %s, ratio %.2f (95 %%: %.2f to %.2f)%n",
                messages,
                Report.round(median(hongyan)),
                Report.round(median(other)),
                result.ratio().mean(),
                result.ratio().low(),
                result.ratio().high());
        out.flush();
        journal.append("peer.sync", result);
        people.get(0).disconnect();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
