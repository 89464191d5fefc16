package io.hongyan.sync.inbox;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.sync.inbox.Reference.Kind;
import io.hongyan.testing.TestClock;
import io.hongyan.testing.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

import static org.assertj.core.api.Assertions.assertThat;

/// The inbox in Redis.
final class RedisInboxIT extends InboxContract {

    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final RedisClient redis = TestServer.shared().redis();
    private final TestClock clock = new TestClock(START);

    @AfterEach
    void close() {
        redis.close();
    }

    @Override
    Inbox inbox(int maxLength) {
        return new RedisInbox(redis, maxLength, MAX_AGE, clock);
    }

    @Test
    void expiresWithItsLastReference() {
        append(inbox(100), 1, 3);

        assertThat(redis.pttl(RedisKeys.inbox(alice))).isBetween(1L, MAX_AGE.toMillis());
    }

    @Test
    void forgetsWhatIsTooOld() {
        append(inbox(10_000), 1, 500, clock.millis());
        clock.pass(MAX_AGE.plusSeconds(1));
        append(inbox(10_000), 501, 510, clock.millis());

        assertThat(positions(inbox(10_000), 0, 1_000, 1_000))
                .containsExactly(501, 502, 503, 504, 505, 506, 507, 508, 509, 510);
        // What was forgotten isn't taken in again.
        append(inbox(10_000), 400, 511, clock.millis());
        assertThat(positions(inbox(10_000), 0, 1_000, 1_000)).hasSize(11);
    }

    @Test
    void aCallWhileRedisIsAwayFindsNothing() {
        try (RedisClient away = RedisClient.create("127.0.0.1", 1)) {
            assertThat(new RedisInbox(away, 100, MAX_AGE, clock).range(alice, 0, 0, 10, 10))
                    .isEmpty();
        }
    }

    @Test
    void whatAnOlderProgramWroteIsAsGoodAsLost() {
        append(inbox(100), 1, 1);
        redis.xadd("inbox:" + alice, new StreamEntryID(0, 2), Map.of("k", "e", "c", "1"));

        assertThat(inbox(100).range(alice, 0, 0, 10, 10)).isEmpty();
    }

    @Test
    void theKeysAreThoseDrawn() {
        append(inbox(100), 1, 1);

        assertThat(redis.xrange("inbox:" + alice, (StreamEntryID) null, null))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getID()).isEqualTo(new StreamEntryID(0, 1));
                    assertThat(entry.getFields()).containsOnlyKeys("r");
                });
    }

    private void append(Inbox inbox, long from, long to, long at) {
        inbox.append(LongStream.rangeClosed(from, to)
                .mapToObj(position -> new Filed(
                        alice, new Reference(0, position, Kind.ENTRY, new ConversationId(1), position, position, at)))
                .toList());
    }
}
