package io.hongyan.gateway.push;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class WriterThreadsTest {

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void answersAndOthersTakeTurnsEachInTheirOrder() {
        try (WriterThreads writers = new WriterThreads(1)) {
            holdUp(writers);
            for (int i = 1; i <= 4; i++) {
                add(writers, "push " + i, false);
            }
            for (int i = 1; i <= 2; i++) {
                add(writers, "answer " + i, true);
            }
            gate.countDown();

            await().until(() -> written.size() == 6);
            assertThat(written).containsSubsequence("push 1", "push 2", "push 3", "push 4");
            assertThat(written.subList(0, 4)).contains("answer 1", "answer 2");
            assertThat(written).containsSubsequence("answer 1", "answer 2");
        }
    }

    @Test
    void aWriteThatFailsKeepsNoOtherFromBeingWritten() {
        try (WriterThreads writers = new WriterThreads(1)) {
            writers.execute(
                    () -> {
                        throw new IllegalStateException("broken for a test");
                    },
                    false);
            add(writers, "push", false);

            await().until(() -> written.size() == 1);
        }
    }

    @Test
    void threadsWriteBesideEachOther() {
        try (WriterThreads writers = new WriterThreads(2)) {
            holdUp(writers);
            add(writers, "push", false);

            await().until(() -> written.size() == 1);
            gate.countDown();
        }
    }

    /// Keeps one thread from writing anything until the gate is opened.
    private void holdUp(WriterThreads writers) {
        CountDownLatch held = new CountDownLatch(1);
        writers.execute(
                () -> {
                    held.countDown();
                    await().until(() -> gate.getCount() == 0);
                },
                false);
        await().until(() -> held.getCount() == 0);
    }

    private void add(WriterThreads writers, String name, boolean answers) {
        writers.execute(() -> written.add(name), answers);
    }
}
