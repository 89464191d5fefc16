package io.hongyan.message.history;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.error.LostDatabase;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every second has those who hold what PostgreSQL may not have forget what it has by now.
public final class TailUpkeep implements Managed {

    private static final Logger log = LoggerFactory.getLogger(TailUpkeep.class);

    private final List<Runnable> holders;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tail-upkeep").factory());

    public TailUpkeep(List<Runnable> holders) {
        this.holders = List.copyOf(holders);
    }

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::upkeep, 0, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }

    /// The loop's policy: what isn't forgotten now is forgotten later. That PostgreSQL is away the projector tells.
    private void upkeep() {
        try {
            holders.forEach(Runnable::run);
        } catch (RuntimeException e) {
            if (!LostDatabase.isCauseOf(e)) {
                log.warn("It can't be seen what PostgreSQL has: {}", e.toString());
            }
        }
    }
}
