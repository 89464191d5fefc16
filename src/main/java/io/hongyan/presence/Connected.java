package io.hongyan.presence;

import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import redis.clients.jedis.RedisClient;

/// Who has a device connected to any node, whatever they let others see. Thread-safe.
public final class Connected {

    private final PresenceStore store;
    private final Clock clock;

    public Connected(RedisClient redis, Clock clock) {
        this.store = new PresenceStore(redis);
        this.clock = clock;
    }

    /// Those of `users` who have.
    ///
    /// @throws redis.clients.jedis.exceptions.JedisException while Redis is away
    public Set<UserId> among(Collection<UserId> users) {
        long now = clock.millis();
        Set<UserId> connected = new HashSet<>();
        store.read(users).forEach((user, fields) -> {
            if (Standing.isConnected(fields, now)) {
                connected.add(user);
            }
        });
        return connected;
    }
}
