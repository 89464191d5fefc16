package io.hongyan.bench.peer;

import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// The same work for both servers, one leg after the other, several times: direct chat in pairs, and a room in which
/// all are online. Both servers run all the time; the one whose leg it isn't is idle.
public final class Duel {

    private static final Map<String, ToDoubleFunction<Leg>> COMPARED = new TreeMap<>(Map.of(
            "acknowledged/s", Leg::acknowledgedPerSecond,
            "delivered/s", Leg::deliveredPerSecond,
            "ack p50", leg -> leg.acknowledgement().p50(),
            "ack p99", leg -> leg.acknowledgement().p99(),
            "delivery p50", leg -> leg.delivery().p50(),
            "delivery p99", leg -> leg.delivery().p99(),
            "last p99", leg -> leg.last().p99(),
            "CPU ms a message", Leg::cpuMillisAMessage,
            "deliveries a CPU s", Leg::deliveriesACpuSecond));

    private final PeerFolder peer;
    private final int legs;
    private final Duration duration;
    private final PrintWriter out;

    /// @param legs of each server
    public Duel(PeerFolder peer, int legs, Duration duration, PrintWriter out) {
        this.peer = peer;
        this.legs = legs;
        this.duration = duration;
        this.out = out;
    }

    record Result(String workload, double rate, List<Leg> hongyan, List<Leg> peer, Map<String, Ratio> ratios) {}

    private interface Leading {

        Leg play(int leg) throws IOException, InterruptedException;
    }

    /// So many people in pairs.
    public void direct(Stage stage, Journal journal, int people, double rate) throws IOException, InterruptedException {
        List<Participant> ours = stage.people(people);
        List<Room> pairs = new ArrayList<>();
        for (int i = 0; i < people; i += 2) {
            pairs.add(stage.direct(ours.get(i), ours.get(i + 1)));
        }
        stage.connect(ours);
        try (XmppCrowd theirs = XmppCrowd.of(peer, stage, 1, people)) {
            play(
                    "direct",
                    rate,
                    leg -> Leg.of(stage.measure(new Phase("direct", rate, duration), pairs)),
                    leg -> theirs.direct(name("direct", rate, leg, stage), rate, duration, stage.faults()),
                    journal);
        }
        ours.forEach(Participant::disconnect);
    }

    /// One room with so many members, all online.
    public void room(Stage stage, Journal journal, int members, double rate) throws IOException, InterruptedException {
        List<Participant> ours = stage.people(members);
        Room room = stage.group(ours, List.of());
        stage.connect(ours);
        try (XmppCrowd theirs = XmppCrowd.of(peer, stage, 1, members)) {
            String address = "bench%d@conference.%s".formatted(stage.clock().millis(), XmppSession.HOST);
            theirs.enter(address);
            Stage.parkUntil(System.nanoTime() + Duration.ofSeconds(5).toNanos());
            play(
                    "room of " + members,
                    rate,
                    leg -> Leg.of(stage.measure(new Phase("room", rate, duration), List.of(room))),
                    leg -> theirs.room(name("room", rate, leg, stage), address, rate, duration, stage.faults()),
                    journal);
        }
        ours.forEach(Participant::disconnect);
    }

    private static String name(String workload, double rate, int leg, Stage stage) {
        return "%s%.0f.%d.%d".formatted(workload, rate, leg, stage.clock().millis());
    }

    private void play(String workload, double rate, Leading ours, Leading theirs, Journal journal)
            throws IOException, InterruptedException {
        List<Leg> hongyan = new ArrayList<>();
        List<Leg> other = new ArrayList<>();
        // The first of each warms both up, and counts nothing.
        for (int leg = 0; leg <= legs; leg++) {
            Leg one = ours.play(leg);
            Leg two = theirs.play(leg);
            if (leg > 0) {
                hongyan.add(one);
                other.add(two);
            }
        }
        Map<String, Ratio> ratios = new TreeMap<>();
        COMPARED.forEach((name, value) -> ratios.put(name, Ratio.of(values(hongyan, value), values(other, value))));
        print(workload, rate, hongyan, other, ratios);
        journal.append("peer", new Result(workload, rate, hongyan, other, ratios));
    }

    private static List<Double> values(List<Leg> legs, ToDoubleFunction<Leg> value) {
        return legs.stream().map(value::applyAsDouble).toList();
    }

    private void print(String workload, double rate, List<Leg> hongyan, List<Leg> other, Map<String, Ratio> ratios) {
        out.printf("%n%s, %s messages a second offered; %d legs each%n", workload, Report.round(rate), legs);
        out.printf("%-20s %10s %10s %8s  %s%n", "median of the legs", "Hongyan", "ejabberd", "ratio", "95 % of it");
        ratios.forEach((name, ratio) -> out.printf(
                Locale.ROOT,
                "%-20s %10s %10s %8.2f  %.2f to %.2f%n",
                name,
                Report.round(median(values(hongyan, COMPARED.getOrDefault(name, leg -> Double.NaN)))),
                Report.round(median(values(other, COMPARED.getOrDefault(name, leg -> Double.NaN)))),
                ratio.mean(),
                ratio.low(),
                ratio.high()));
        out.flush();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
