package io.hongyan.log;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class WaitingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration BEHIND_AFTER = Duration.ofSeconds(3);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Waiting<String> waiting = new Waiting<>(PATIENCE, BEHIND_AFTER, nanos::get);
    private final Heard heard = new Heard();

    @Test
    void answersEachRequestOnce() {
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
        long request = waiting.add(heard);

        waiting.answer(request + 1, "for somebody else");

        assertThat(heard.answers).isEmpty();
        assertThat(waiting.size()).isEqualTo(1);
    }

    @Test
    void tellsWhoHasWaitedTooLong() {
        waiting.add(heard);

        pass(PATIENCE);
        assertThat(heard.problems).isEmpty();
        pass(Duration.ofNanos(1));

        assertThat(heard.problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(problem.problem().retryable()).isTrue();
        });
    }

    @Test
    void whoCannotTakeTheirAnswerHearThatItFailed() {
        Heard broken = new Heard(new IllegalStateException("broken for a test"));
        long request = waiting.add(broken);

        waiting.answer(request, "unheard");

        assertThat(broken.problems).extracting(HongyanException::code).containsExactly(ErrorCode.INTERNAL);
    }

    @Test
    void aProblemThatAnAnswerTurnsOutToBeIsTold() {
        Heard refused = new Heard(new HongyanException(ErrorCode.UNAVAILABLE, "the mailbox is being moved"));
        long request = waiting.add(refused);

        waiting.answer(request, "unheard");

        assertThat(refused.problems).extracting(HongyanException::code).containsExactly(ErrorCode.UNAVAILABLE);
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersWaiting() {
        waiting.add(new Deaf());
        waiting.add(heard);
        waiting.add(new Deaf());

        pass(PATIENCE.plusNanos(1));

        assertThat(heard.problems).hasSize(1);
        assertThat(waiting.size()).isZero();
    }

    @Test
    void isBehindWhileTheOldestHasWaitedTooLong() {
        long oldest = waiting.add(heard);
        pass(BEHIND_AFTER);
        assertThat(waiting.isBehind()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(waiting.isBehind()).isTrue();
        waiting.add(heard);

        waiting.answer(oldest, "at last");
        pass(BEHIND_AFTER);

        assertThat(waiting.isBehind()).isFalse();
    }

    @Test
    void isNotBehindForThoseWhoGaveUp() {
        waiting.add(heard);

        pass(PATIENCE.plusNanos(1));

        assertThat(waiting.isBehind()).isFalse();
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        waiting.sweep();
    }

    private static final class Heard implements Reply<String> {

        private final List<String> answers = new CopyOnWriteArrayList<>();
        private final List<HongyanException> problems = new CopyOnWriteArrayList<>();
        private final List<RuntimeException> thrown;

        /// Throws what is given when it is answered.
        Heard(RuntimeException... thrown) {
            this.thrown = List.of(thrown);
        }

        @Override
        public void answered(String answer) {
            for (RuntimeException failure : thrown) {
                throw failure;
            }
            answers.add(answer);
        }

        @Override
        public void failed(HongyanException problem) {
            problems.add(problem);
        }
    }

    private static final class Deaf implements Reply<String> {

        @Override
        public void answered(String answer) {
            throw new IllegalStateException("broken for a test");
        }

        @Override
        public void failed(HongyanException problem) {
            throw new IllegalStateException("broken for a test");
        }
    }
}
