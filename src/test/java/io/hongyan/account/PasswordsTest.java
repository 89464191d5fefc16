package io.hongyan.account;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

final class PasswordsTest {

    private static final int MEMORY = 7 * 1024;

    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
    private final Passwords passwords = passwords(1);

    private Passwords passwords(int iterations) {
        return new Passwords(MEMORY, iterations, 1, 1, threads, Duration.ofMillis(50));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void matchWhatWasHashed() {
        String hash = passwords.hash("correct horse");

        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("Correct horse", hash)).isFalse();
        assertThat(hash).startsWith("$argon2id$v=19$m=7168,t=1,p=1$");
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
    }

    @Test
    void matchInEveryFormOfUnicode() {
        assertThat(passwords.matches("na\u00efvet\u00e9", passwords.hash("nai\u0308vete\u0301")))
                .isTrue();
    }

    @Test
    void areCheckedAgainstNothingWhereThereIsNone() {
        assertThat(passwords.matches("nobody", null)).isFalse();
    }

    @Test
    void areOutdatedOnceTheParametersChange() {
        String hash = passwords.hash("correct horse");
        Passwords stronger = passwords(2);

        assertThat(passwords.isOutdated(hash)).isFalse();
        assertThat(stronger.isOutdated(hash)).isTrue();
        assertThat(stronger.matches("correct horse", hash)).isTrue();
    }

    @Test
    void turnAwayWhoWaitsTooLong() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        threads.submit(() -> {
            busy.await();
            return null;
        });
        try (ExecutorService callers = Executors.newSingleThreadExecutor()) {
            Future<String> first = callers.submit(() -> passwords.hash("correct horse"));
            await().until(() -> threads.getQueue().size() == 1);

            assertThat(refusal().code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(refusal().retryAfter()).isNotNull();

            busy.countDown();
            assertThat(first.get()).startsWith("$argon2id$");
        }
    }

    private HongyanException refusal() {
        return catchThrowableOfType(HongyanException.class, () -> passwords.hash("battery staple"));
    }
}
