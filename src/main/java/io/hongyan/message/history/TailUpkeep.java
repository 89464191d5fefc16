package io.hongyan.message.history;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.error.LostDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells those who hold what PostgreSQL may not have, every second, how far the projector is.
public final class TailUpkeep implements Managed {

    private static final Logger log = LoggerFactory.getLogger(TailUpkeep.class);

    private final List<Consumer<Map<Integer, Long>>> holders;
    private final Supplier<Map<Integer, Long>> projected;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tail-upkeep").factory());

    /// `projected` gives, for each partition, the offset of the first command whose event PostgreSQL may not have.
    public TailUpkeep(Supplier<Map<Integer, Long>> projected, List<Consumer<Map<Integer, Long>>> holders) {
        this.holders = List.copyOf(holders);
        this.projected = projected;
    }

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::confirm, 0, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }

    /// The loop's policy: what isn't confirmed now is confirmed later. That PostgreSQL is away the projector tells.
    private void confirm() {
        try {
            Map<Integer, Long> next = projected.get();
            holders.forEach(holder -> holder.accept(next));
        } catch (RuntimeException e) {
            if (!LostDatabase.isCauseOf(e)) {
                log.warn("It can't be seen how far the projector is: {}", e.toString());
            }
        }
    }
}
