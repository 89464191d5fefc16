package io.hongyan.bench.load;

import io.hongyan.bench.measure.Latency;
import java.util.Map;

/// What one phase showed. CPU is in cores, which are seconds used for each second that passed, and in milliseconds for
/// each message that was acknowledged; `last` is until the last member that is online has a message, `spread` from
/// the first to the last of them. What a message costs above idle, and the kilobytes that it stores, are counted
/// until everybody had everything.
public record Figures(
        String phase,
        double offeredPerSecond,
        double acknowledgedPerSecond,
        double deliveredPerSecond,
        Latency acknowledgement,
        Latency delivery,
        Latency last,
        Latency spread,
        boolean sustained,
        int backlog,
        int refusals,
        double unreadRightAfterSeconds,
        Map<String, Double> cores,
        Map<String, Double> cpuMillisAMessage,
        Map<String, Double> cpuMillisAMessageAboveIdle,
        Map<String, Double> storedKilobytesAMessage) {

    public Figures {
        cores = Map.copyOf(cores);
        cpuMillisAMessage = Map.copyOf(cpuMillisAMessage);
        cpuMillisAMessageAboveIdle = Map.copyOf(cpuMillisAMessageAboveIdle);
        storedKilobytesAMessage = Map.copyOf(storedKilobytesAMessage);
    }
}
