package io.hongyan.sync.inbox;

import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/// Makes inboxes anew from what Kafka keeps of `mailboxes`, beside those that are there, and then puts them in their
/// place. The server may write inboxes meanwhile. Used by one thread.
public final class InboxRebuild {

    private static final String REPLACE = RedisInbox.script("inbox_replace.lua");
    private static final int PAGE = 1_000;

    private final RedisClient redis;
    private final Duration maxAge;
    private final RedisInbox beside;

    public InboxRebuild(RedisClient redis, int maxLength, Duration maxAge, Clock clock) {
        this.redis = redis;
        this.maxAge = maxAge;
        this.beside = new RedisInbox(redis, maxLength, maxAge, clock, RedisKeys::rebuilt);
    }

    /// Takes in the next records; those that were taken in before change nothing.
    public void append(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<Filed> together = new ArrayList<>();
        records.forEach(record -> together.addAll(Filing.of(record)));
        if (!together.isEmpty()) {
            beside.append(together);
        }
    }

    /// Puts what was made anew in its place, and tells how many inboxes that were.
    public int replace() {
        int replaced = 0;
        String cursor = ScanParams.SCAN_POINTER_START;
        ScanParams which = new ScanParams().match(RedisKeys.REBUILT + "*").count(PAGE);
        do {
            ScanResult<String> page = redis.scan(cursor, which);
            for (String key : page.getResult()) {
                replace(UserId.valueOf(key.substring(RedisKeys.REBUILT.length())));
                replaced++;
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return replaced;
    }

    private void replace(UserId user) {
        redis.eval(
                REPLACE,
                List.of(RedisKeys.inbox(user), RedisKeys.rebuilt(user), RedisKeys.joined(user)),
                List.of(Long.toString(maxAge.toMillis())));
    }
}
