package io.hongyan.sync.inbox;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.streams.id.DeviceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/// Up to where each device has said that it has everything, for those that don't keep their cursor themselves.
///
/// Written once a second, all devices that said something together. A new login of a device starts without a cursor:
/// it may have lost what it had. Thread-safe.
public final class DeviceCursors implements Managed {

    private static final Logger log = LoggerFactory.getLogger(DeviceCursors.class);

    /// Beyond this, while Redis is away, new ones are dropped.
    private static final int MAX_PENDING = 100_000;

    private final RedisClient redis;
    private final Duration kept;
    private final ConcurrentHashMap<DeviceId, Stored> pending = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("device-cursors").factory());

    /// A cursor is of no use for longer than the inbox `kept` what followed it.
    public DeviceCursors(RedisClient redis, Duration kept) {
        this.redis = redis;
        this.kept = kept;
    }

    private record Stored(long generation, String cursor) {

        static Optional<Stored> read(String text) {
            int space = text.indexOf(' ');
            return space < 0
                    ? Optional.empty()
                    : Optional.of(new Stored(Long.parseLong(text, 0, space, 10), text.substring(space + 1)));
        }

        String text() {
            return generation + " " + cursor;
        }
    }

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::store, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        thread.shutdown();
        store();
    }

    /// A device has said that it has stored everything up to `cursor`, under this `generation` of its login. Returns at
    /// once.
    public void acknowledge(DeviceId device, long generation, String cursor) {
        if (pending.size() < MAX_PENDING) {
            pending.put(device, new Stored(generation, cursor));
        }
    }

    /// The cursor that a device acknowledged last; empty also while Redis is away.
    public Optional<String> find(DeviceId device, long generation) {
        return Optional.ofNullable(pending.get(device))
                .or(() -> read(device))
                .filter(stored -> stored.generation() == generation)
                .map(Stored::cursor);
    }

    private Optional<Stored> read(DeviceId device) {
        try {
            return Optional.ofNullable(redis.get(RedisKeys.cursor(device))).flatMap(Stored::read);
        } catch (JedisException away) {
            log.debug("the cursor of a device can't be read", away);
            return Optional.empty();
        }
    }

    /// The loop's policy: what can't be stored now is stored later. That Redis is away others tell.
    private synchronized void store() {
        Map<DeviceId, Stored> taken = Map.copyOf(pending);
        if (taken.isEmpty()) {
            return;
        }
        try (Pipeline pipeline = redis.pipelined()) {
            taken.forEach(
                    (device, stored) -> pipeline.psetex(RedisKeys.cursor(device), kept.toMillis(), stored.text()));
            pipeline.sync();
            taken.forEach(pending::remove);
        } catch (JedisException away) {
            log.debug("the cursors of devices can't be stored", away);
        }
    }
}
