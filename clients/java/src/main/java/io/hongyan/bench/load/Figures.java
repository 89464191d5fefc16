package io.hongyan.bench.load;

import io.hongyan.bench.measure.Latency;
import java.util.Map;

/// What one phase showed. CPU is in cores, which are seconds used for each second that passed, and in milliseconds for
/// each message that was acknowledged; `last` is until the last member that is online has a message; kilobytes are
/// those that went to the disk until everybody had everything.
public record Figures(
        String phase,
        double offeredPerSecond,
        double acknowledgedPerSecond,
        double deliveredPerSecond,
        Latency acknowledgement,
        Latency delivery,
        Latency last,
        boolean sustained,
        int backlog,
        int refusals,
        double unreadRightAfterSeconds,
        Map<String, Double> cores,
        Map<String, Double> cpuMillisAMessage,
        Map<String, Double> writtenKilobytesAMessage) {

    public Figures {
        cores = Map.copyOf(cores);
        cpuMillisAMessage = Map.copyOf(cpuMillisAMessage);
        writtenKilobytesAMessage = Map.copyOf(writtenKilobytesAMessage);
    }
}
