package io.hongyan.presence;

import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/// The presence of users in Redis, many at a time. Every method throws [redis.clients.jedis.exceptions.JedisException]
/// while Redis is away.
final class PresenceStore {

    private static final Duration KEPT = Duration.ofDays(30);

    private final RedisClient redis;

    PresenceStore(RedisClient redis) {
        this.redis = redis;
    }

    /// What is to be written of one user.
    record Write(UserId user, Map<String, String> set, List<String> removed) {}

    void write(Collection<Write> writes) {
        try (Pipeline pipeline = redis.pipelined()) {
            for (Write write : writes) {
                String key = key(write.user());
                if (!write.removed().isEmpty()) {
                    pipeline.hdel(key, write.removed().toArray(String[]::new));
                }
                if (!write.set().isEmpty()) {
                    pipeline.hset(key, write.set());
                }
                pipeline.pexpire(key, KEPT.toMillis());
            }
            pipeline.sync();
        }
    }

    Map<UserId, Map<String, String>> read(Collection<UserId> users) {
        Map<UserId, Response<Map<String, String>>> asked = new LinkedHashMap<>();
        try (Pipeline pipeline = redis.pipelined()) {
            users.forEach(user -> asked.put(user, pipeline.hgetAll(key(user))));
            pipeline.sync();
        }
        Map<UserId, Map<String, String>> read = new LinkedHashMap<>();
        asked.forEach((user, fields) -> read.put(user, fields.get()));
        return read;
    }

    private static String key(UserId user) {
        return "presence:" + user.value();
    }
}
