package io.hongyan.conversation.receipt;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.params.ZRangeParams;

import static java.util.Objects.requireNonNull;

/// How far each conversation has come to at least one device of each of its members, as devices acknowledge it: in
/// Redis, and lost with it. Thread-safe.
public final class DeliveredPositions {

    private static final Logger log = LoggerFactory.getLogger(DeliveredPositions.class);

    private static final Duration KEPT = Duration.ofDays(30);

    private final RedisClient redis;

    public DeliveredPositions(RedisClient redis) {
        this.redis = redis;
    }

    /// A device of `user` has these conversations up to these seqs. What is known to be further stays.
    ///
    /// @return what wasn't known to be as far
    /// @throws JedisException while Redis is away
    public Map<ConversationId, Long> move(UserId user, Map<ConversationId, Long> seqs) {
        Map<ConversationId, Response<Long>> changed = new HashMap<>();
        try (Pipeline pipeline = redis.pipelined()) {
            seqs.forEach((conversation, seq) -> {
                changed.put(
                        conversation,
                        pipeline.zadd(
                                key(conversation),
                                (double) seq,
                                user.toString(),
                                ZAddParams.zAddParams().gt().ch()));
                pipeline.pexpire(key(conversation), KEPT.toMillis());
            });
            pipeline.sync();
        }
        Map<ConversationId, Long> moved = new HashMap<>(seqs);
        moved.keySet()
                .removeIf(conversation ->
                        requireNonNull(changed.get(conversation)).get() == 0);
        return moved;
    }

    /// Those who have the entry `seq` on a device; nobody while Redis is away.
    public List<UserId> reached(ConversationId conversation, long seq) {
        try {
            return redis
                    .zrange(key(conversation), ZRangeParams.zrangeByScoreParams((double) seq, Double.POSITIVE_INFINITY))
                    .stream()
                    .map(UserId::valueOf)
                    .toList();
        } catch (JedisException away) {
            log.debug("who has a message can't be read", away);
            return List.of();
        }
    }

    /// How far `user` is known to have it on a device; 0 for not at all, and while Redis is away.
    long of(ConversationId conversation, UserId user) {
        try {
            Double seq = redis.zscore(key(conversation), user.toString());
            return seq == null ? 0 : seq.longValue();
        } catch (JedisException away) {
            log.debug("how far somebody has a conversation can't be read", away);
            return 0;
        }
    }

    private static String key(ConversationId conversation) {
        return "delivered:" + conversation.value();
    }
}
