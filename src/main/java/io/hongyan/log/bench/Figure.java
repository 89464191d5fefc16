package io.hongyan.log.bench;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// What one phase showed. The times of events and mailboxes are in microseconds from when a message was due, and empty
/// where all were due at once.
///
/// @param recipients how many mailboxes a record of the log changes, on average
/// @param seconds from the beginning until everything was in the mailboxes, which is also what `used` is of
record Figure(
        String phase,
        int messages,
        double messagesPerSecond,
        double deliveriesPerSecond,
        double recipients,
        double seconds,
        Histogram events,
        Histogram mailboxes,
        Usage used) {

    private static final double MICROS = 1_000;
    private static final double MILLIS = 1_000;

    static final String HEAD = "%-28s %9s %10s %13s %9s %10s %8s %12s %8s %8s %12s %10s"
            .formatted(
                    "phase",
                    "messages",
                    "messages/s",
                    "deliveries/s",
                    "in record",
                    "event p50",
                    "p99 ms",
                    "mailbox p50",
                    "p99 ms",
                    "seconds",
                    "own CPU s",
                    "Kafka's");

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-28s %,9d %,10.0f %,13.0f %9.1f %10s %8s %12s %8s %8.1f %12.1f %10.1f",
                phase,
                messages,
                messagesPerSecond,
                deliveriesPerSecond,
                recipients,
                millis(events, 50),
                millis(events, 99),
                millis(mailboxes, 50),
                millis(mailboxes, 99),
                seconds,
                seconds(used.own()),
                seconds(used.kafka()));
    }

    private static String millis(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f", micros.getValueAtPercentile(percentile) / MICROS);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
