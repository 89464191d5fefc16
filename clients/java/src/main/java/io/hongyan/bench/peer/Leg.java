package io.hongyan.bench.peer;

import io.hongyan.bench.load.Figures;
import io.hongyan.bench.measure.Latency;
import io.hongyan.bench.measure.Processes;
import java.util.Map;

/// What one leg showed, of either server in the same terms. CPU is of the server with its engines.
record Leg(
        double acknowledgedPerSecond,
        double deliveredPerSecond,
        Latency acknowledgement,
        Latency delivery,
        Latency last,
        double cpuMillisAMessage,
        double deliveriesACpuSecond) {

    private static final double MILLIS_PER_SECOND = 1_000;

    static Leg of(Figures figures) {
        double cores = Processes.sumWithoutGenerator(figures.cores());
        return new Leg(
                figures.acknowledgedPerSecond(),
                figures.deliveredPerSecond(),
                figures.acknowledgement(),
                figures.delivery(),
                figures.last(),
                cores * MILLIS_PER_SECOND / Math.max(1, figures.acknowledgedPerSecond()),
                figures.deliveredPerSecond() / cores);
    }

    static Leg of(XmppFlow flow, int acknowledged, long delivered, double seconds, Map<String, Double> cores) {
        double used = Processes.sumWithoutGenerator(cores);
        return new Leg(
                acknowledged / seconds,
                delivered / seconds,
                flow.acknowledgementLatency(),
                flow.deliveryLatency(),
                flow.lastLatency(),
                used * seconds * MILLIS_PER_SECOND / Math.max(1, acknowledged),
                delivered / seconds / used);
    }
}
