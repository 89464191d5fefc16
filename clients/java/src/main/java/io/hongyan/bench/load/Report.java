package io.hongyan.bench.load;

import io.hongyan.bench.measure.Latency;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Prints phases for people.
public final class Report {

    private static final String ROW = "%-18s %8s %8s %9s   %7s %7s %7s   %7s %7s %7s   %7s   %-9s %s%n";
    private static final String NOTE = "%-18s ";

    private final PrintWriter out;

    public Report(PrintWriter out) {
        this.out = out;
    }

    public void head(String who) {
        out.printf(
                Locale.ROOT,
                "%s; %d processors, this generator included.%n"
                        + "Milliseconds from when a message was due: to its acknowledgement, to each member, to the last.%n%n",
                who,
                Runtime.getRuntime().availableProcessors());
        out.printf(
                ROW,
                "",
                "offered",
                "acked",
                "delivered",
                "ack p50",
                "p99",
                "max",
                "del p50",
                "p99",
                "max",
                "last 99",
                "",
                "");
        out.flush();
    }

    public void phase(Figures figures) {
        Latency acknowledgement = figures.acknowledgement();
        Latency delivery = figures.delivery();
        out.printf(
                ROW,
                figures.phase(),
                round(figures.offeredPerSecond()) + "/s",
                round(figures.acknowledgedPerSecond()) + "/s",
                round(figures.deliveredPerSecond()) + "/s",
                round(acknowledgement.p50()),
                round(acknowledgement.p99()),
                round(acknowledgement.max()),
                round(delivery.p50()),
                round(delivery.p99()),
                round(delivery.max()),
                round(figures.last().p99()),
                figures.sustained() ? "sustained" : "NOT",
                "cores: " + listed(figures.cores(), "%.2f"));
        note("CPU a message, ms: " + listed(figures.cpuMillisAMessage(), "%.2f"));
        note("stored a message, KB: " + listed(figures.storedKilobytesAMessage(), "%.1f"));
        if (!figures.sustained()) {
            note("%d of the messages had no answer at the end, %d were refused for the moment"
                    .formatted(figures.backlog(), figures.refusals()));
        }
        out.flush();
    }

    private void note(String text) {
        out.printf(NOTE, "");
        out.println(text);
    }

    /// A number with as many digits as matter.
    public static String round(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    /// Values by name, as `name value, …`.
    public static String listed(Map<String, ?> values, String format) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(value -> value.getKey() + " " + String.format(Locale.ROOT, format, value.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
