package io.hongyan.feed.hint;

import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/// Lets everybody be told once in a while, whichever node tells them. Thread-safe.
public final class Gate {

    private final RedisClient redis;
    private final Duration every;

    public Gate(RedisClient redis, Duration every) {
        this.redis = redis;
        this.every = every;
    }

    /// Those of `users` who weren't told lately, and count as told from now on.
    ///
    /// @throws redis.clients.jedis.exceptions.JedisException while Redis is away
    List<UserId> pass(Collection<UserId> users) {
        SetParams once = SetParams.setParams().nx().px(every.toMillis());
        Map<UserId, Response<String>> asked = new LinkedHashMap<>();
        try (Pipeline pipeline = redis.pipelined()) {
            users.forEach(user -> asked.put(user, pipeline.set("feed-told:" + user, "", once)));
            pipeline.sync();
        }
        return asked.entrySet().stream()
                .filter(answer -> answer.getValue().get() != null)
                .map(Map.Entry::getKey)
                .toList();
    }
}
