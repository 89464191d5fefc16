package io.hongyan.account;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Throws away what is over, once an hour; what fails is tried again the next hour.
final class Housekeeping implements Managed {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private static final Duration EVERY = Duration.ofHours(1);

    private final ScheduledExecutorService timer;
    private final List<Runnable> chores;

    /// `timer` is stopped by its owner.
    Housekeeping(ScheduledExecutorService timer, List<Runnable> chores) {
        this.timer = timer;
        this.chores = List.copyOf(chores);
    }

    @Override
    public void start() {
        timer.scheduleWithFixedDelay(this::tidy, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tidy() {
        for (Runnable chore : chores) {
            try {
                chore.run();
            } catch (RuntimeException failed) {
                LOG.warn("What is over can't be thrown away now: {}", failed.getMessage());
            }
        }
    }
}
