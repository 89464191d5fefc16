package io.hongyan.verify;

import io.hongyan.infra.Progress;
import io.hongyan.testing.RandomTalk;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Random histories on the real engines come to the same whoever pays for the messages, entry by entry and count by
/// count, and leave no drift.
///
/// A seed is the test's argument, so a failure is replayed by it: `-Dtalks.first=17 -Dtalks=1`.
final class RandomTalkIT {

    private static final long FIRST = Long.getLong("talks.first", 1_000);
    private static final long TALKS = Long.getLong("talks", 24);
    private static final int STEPS = 80;

    private final TestServer server = TestServer.shared();

    static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + TALKS);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("seeds")
    void everyModeShowsTheSameAndNothingDrifts(long seed) throws InterruptedException {
        List<String> write = talk(seed, "write");

        assertThat(write).anyMatch(line -> line.contains("message"));
        assertThat(talk(seed, "read")).isEqualTo(write);
        assertThat(talk(seed, "auto")).isEqualTo(write);
        assertThat(talk(seed, RandomTalk.SWITCHING)).isEqualTo(write);
    }

    private List<String> talk(long seed, String mode) throws InterruptedException {
        RandomTalk talk = new RandomTalk(server, seed, 4, 2, mode);
        talk.go(STEPS);
        Verification verification = new Verification(server.kafka(), server.jdbi(), Duration.ofSeconds(20));
        for (TestUser user : talk.people()) {
            assertThat(verification.run(user.id(), Progress.UNSEEN).drift()).isEmpty();
        }
        return talk.shown();
    }
}
