package io.hongyan.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Prints a run for people.
final class Report {

    private static final String ROW = "%-18s %8s %8s %9s   %7s %7s %7s   %7s %7s %7s   %-9s %s%n";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void head(int users, int processors) {
        out.printf(
                Locale.ROOT,
                "%d users in pairs and in groups of 20; %d processors, this generator included.%n"
                        + "Milliseconds from when a message was due: to its acknowledgement, and to each member.%n%n",
                users,
                processors);
        out.printf(ROW, "", "offered", "acked", "delivered", "ack p50", "p99", "max", "del p50", "p99", "max", "", "");
    }

    void phase(Figures figures) {
        out.printf(
                ROW,
                figures.phase(),
                figures.offeredPerSecond() + "/s",
                round(figures.acknowledgedPerSecond()) + "/s",
                round(figures.deliveredPerSecond()) + "/s",
                round(figures.acknowledgement().p50()),
                round(figures.acknowledgement().p99()),
                round(figures.acknowledgement().max()),
                round(figures.delivery().p50()),
                round(figures.delivery().p99()),
                round(figures.delivery().max()),
                figures.sustained() ? "sustained" : "NOT",
                "cores: " + listed(figures.cores(), "%.2f"));
        out.printf("%-18s CPU a message, ms: %s%n", "", listed(figures.cpuMillisAMessage(), "%.2f"));
        if (!figures.sustained()) {
            out.printf(
                    Locale.ROOT,
                    "%-18s %d of the messages had no answer at the end, %d were refused for the moment%n",
                    "",
                    figures.backlog(),
                    figures.refusals());
        }
    }

    void end(Result result) {
        long sum =
                result.megabytes().values().stream().mapToLong(Long::longValue).sum();
        out.printf("%nMemory (PSS), MB: %s; together %d%n", listed(result.megabytes(), "%d"), sum);
        result.firstFaults().forEach(fault -> out.println("FAULT: " + fault));
        out.println(
                result.valid()
                        ? "VALID: every acknowledged message came to every member once, in order, and unread is right."
                        : "INVALID: " + result.faults() + " faults.");
    }

    private static String round(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    private static String listed(Map<String, ?> values, String format) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(value -> value.getKey() + " " + String.format(Locale.ROOT, format, value.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
