package io.hongyan.sync;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How long somebody waits for news: so long, unless it is `over` before. Whoever ends it has to [wake][SyncService]
/// those who wait.
record Patience(Duration duration, BooleanSupplier over) {

    static Patience of(Duration duration) {
        return new Patience(duration, () -> false);
    }
}
