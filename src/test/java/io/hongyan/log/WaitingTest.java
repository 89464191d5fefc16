package io.hongyan.log;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class WaitingTest {

    private final Heard heard = new Heard();

    @Test
    void answersEachRequestOnce() {
        Waiting<String> waiting = new Waiting<>(Duration.ofMinutes(1));
        long request = waiting.add(heard);

        waiting.answer(request, "first");
        waiting.answer(request, "again");
        waiting.fail(request, new HongyanException(ErrorCode.UNAVAILABLE, "late"));

        assertThat(heard.answers).containsExactly("first");
        assertThat(heard.problems).isEmpty();
        assertThat(waiting.size()).isZero();
    }

    @Test
    void ignoresAnswersToNobody() {
        Waiting<String> waiting = new Waiting<>(Duration.ofMinutes(1));
        long request = waiting.add(heard);

        waiting.answer(request + 1, "for somebody else");

        assertThat(heard.answers).isEmpty();
        assertThat(waiting.size()).isEqualTo(1);
    }

    @Test
    void tellsWhoHasWaitedTooLong() {
        Waiting<String> waiting = new Waiting<>(Duration.ofMillis(1));
        waiting.add(heard);

        await().until(() -> {
            waiting.expire();
            return !heard.problems.isEmpty();
        });

        assertThat(heard.problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(problem.problem().retryable()).isTrue();
        });
    }

    private static final class Heard implements Reply<String> {

        private final List<String> answers = new CopyOnWriteArrayList<>();
        private final List<HongyanException> problems = new CopyOnWriteArrayList<>();

        @Override
        public void answered(String answer) {
            answers.add(answer);
        }

        @Override
        public void failed(HongyanException problem) {
            problems.add(problem);
        }
    }
}
