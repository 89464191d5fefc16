package io.hongyan.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;

/// How tests wait that don't say how.
final class Waits {

    /// What takes milliseconds takes a busy machine seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Looked for at once, and then less and less often: most of what is waited for is there in some milliseconds, and
    /// whoever waits longer leaves the processors to what is waited for.
    private static final Duration FIRST = Duration.ofMillis(10);

    private static final Duration LONGEST = Duration.ofMillis(100);

    private Waits() {}

    static void setDefaults() {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollInterval(IterativePollInterval.iterative(Waits::next, FIRST));
    }

    private static Duration next(Duration last) {
        Duration twice = last.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
