package io.hongyan.verify;

import io.hongyan.infra.Progress;
import io.hongyan.testing.RandomTalk;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Random histories on the real engines come to the same whoever pays for the messages, entry by entry and count by
/// count, at the server and on every device, and leave no drift; in the middle the server restarts with another tier.
///
/// A seed is the test's argument, so a failure is replayed by it: `-Dtalks.first=17 -Dtalks=1`.
@Tag("apart")
final class RandomTalkIT {

    private static final long FIRST = Long.getLong("talks.first", 1_000);
    private static final long TALKS = Long.getLong("talks", 24);
    private static final int STEPS = 80;
    private static final List<String> MODES = List.of("write", "read", "auto", RandomTalk.SWITCHING);

    private TestServer server = TestServer.start(tier(2));

    /// Borders that groups of a few people cross as they come and go.
    private static Map<String, String> tier(int members) {
        return Map.of("HONGYAN_FANOUT_TIER", String.valueOf(members));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyModeShowsTheSameAndNothingDrifts() throws InterruptedException {
        everyModeShowsTheSameAndNothingDrifts(FIRST - 1);
    }

    static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + TALKS);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("seeds")
    void everyModeShowsTheSameAndNothingDrifts(long seed) throws InterruptedException {
        List<WatchedTalk> begun =
                MODES.stream().map(mode -> new WatchedTalk(server, seed, mode)).toList();
        goTogether(begun);
        server.leave();
        server = TestServer.join(server, tier(4));
        List<WatchedTalk> talks = begun.stream().map(talk -> talk.on(server)).toList();
        goTogether(talks);

        Verification verification = new Verification(server.kafka(), server.jdbi(), Duration.ofSeconds(20));
        for (WatchedTalk talk : talks) {
            for (TestUser user : talk.people()) {
                assertThat(verification.run(user.id(), Progress.UNSEEN).drift()).isEmpty();
            }
        }
        List<String> write = talks.getFirst().shown();
        assertThat(write).anyMatch(line -> line.contains("message"));
        assertThat(talks)
                .extracting(WatchedTalk::shown)
                .allSatisfy(shown -> assertThat(shown).isEqualTo(write));
        assertThat(talks.get(MODES.indexOf("auto")).fanouts()).containsExactlyInAnyOrder("read", "write");
        talks.forEach(WatchedTalk::close);
    }

    private static void goTogether(List<WatchedTalk> talks) {
        talks.stream()
                .map(talk -> CompletableFuture.runAsync(() -> talk.go(STEPS / 2), Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
    }
}
