package io.hongyan.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class KeyedLanesTest {

    /// Threads that have begun, and go on when they are told.
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final KeyedLanes lanes = new KeyedLanes(threads::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void tasksOfOneKeyRunOneAfterTheOther() {
        lanes.run(1, () -> done.add("first"));
        lanes.run(1, () -> done.add("second"));

        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void aKeyDoesNotWaitForAnother() {
        lanes.run(1, () -> done.add("slow"));
        lanes.run(2, () -> done.add("quick"));

        assertThat(threads).hasSize(2);
        threads.removeLast().run();
        assertThat(done).containsExactly("quick");
        assertThat(lanes.isIdle(1)).isFalse();
        assertThat(lanes.isIdle(2)).isTrue();
    }

    @Test
    void whatATaskAddsIsRunAfterIt() {
        lanes.run(1, () -> {
            lanes.run(1, () -> done.add("then"));
            done.add("first");
        });

        threads.remove().run();

        assertThat(done).containsExactly("first", "then");
        assertThat(lanes.isIdle(1)).isTrue();
    }
}
