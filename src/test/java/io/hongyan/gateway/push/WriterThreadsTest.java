package io.hongyan.gateway.push;

import io.hongyan.gateway.push.Writers.Purpose;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class WriterThreadsTest {

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private WriterThreads writers = new WriterThreads(1);

    @AfterEach
    void stop() {
        gate.countDown();
        writers.stop();
    }

    @Test
    void answersAndPushesTakeTurnsEachInTheirOrder() {
        for (int i = 1; i <= 4; i++) {
            add("push " + i, Purpose.PUSH);
        }
        for (int i = 1; i <= 3; i++) {
            add("answer " + i, Purpose.ANSWER);
        }
        writers.start();

        await().until(() -> written.size() == 7);
        assertThat(written).containsExactly("answer 1", "push 1", "answer 2", "push 2", "answer 3", "push 3", "push 4");
    }

    @Test
    void whatComesWhenAllThreadsAreIdleIsWritten() {
        writers.start();
        for (int i = 1; i <= 100; i++) {
            int count = i;
            add("push " + i, Purpose.PUSH);
            await().until(() -> written.size() == count);
        }
    }

    @Test
    void aWriteThatFailsKeepsNoOtherFromBeingWritten() {
        writers.execute(
                () -> {
                    throw new IllegalStateException("broken for a test");
                },
                Purpose.PUSH);
        writers.execute(
                () -> {
                    throw new StackOverflowError("broken for a test");
                },
                Purpose.ANSWER);
        add("push", Purpose.PUSH);
        writers.start();

        await().until(() -> written.size() == 1);
    }

    @Test
    void threadsWriteBesideEachOther() {
        writers = new WriterThreads(2);
        writers.execute(() -> await().until(() -> gate.getCount() == 0), Purpose.PUSH);
        add("push", Purpose.PUSH);
        writers.start();

        await().until(() -> written.size() == 1);
    }

    private void add(String name, Purpose purpose) {
        writers.execute(() -> written.add(name), purpose);
    }
}
