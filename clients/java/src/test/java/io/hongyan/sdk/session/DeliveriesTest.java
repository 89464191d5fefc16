package io.hongyan.sdk.session;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class DeliveriesTest {

    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final Deliveries deliveries = new Deliveries(thread::add);
    private int told;
    private int reads;

    private void tell(int events) {
        for (int i = 0; i < events; i++) {
            deliveries.execute(() -> told++);
        }
    }

    @Test
    void readsAtOnceWhileTheListenerKeepsUp() {
        tell(999);
        deliveries.whenRoom(() -> reads++);

        assertThat(reads).isEqualTo(1);
    }

    @Test
    void readsOnWhenTheListenerHasCaughtUp() {
        tell(1_000);
        deliveries.whenRoom(() -> reads++);
        assertThat(reads).isZero();

        thread.remove().run();

        assertThat(told).isEqualTo(1);
        assertThat(reads).isEqualTo(1);
    }
}
