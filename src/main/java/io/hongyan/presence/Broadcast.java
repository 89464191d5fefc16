package io.hongyan.presence;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/// What all nodes tell each other of the moment, over a channel of Redis: lost where Redis is away, and never kept.
///
/// Saying something returns at once; beyond what waits to be said, it is dropped. Thread-safe.
public final class Broadcast implements Managed {

    private static final Logger LOG = LoggerFactory.getLogger(Broadcast.class);

    private static final String CHANNEL = "live";
    private static final int MAX_WAITING = 10_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RedisClient redis;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> connected = new CopyOnWriteArrayList<>();
    private final Thread speaking;
    private final Thread hearing;
    private volatile @Nullable JedisPubSub subscription;
    private volatile boolean stopped;

    public Broadcast(RedisClient redis) {
        this.redis = redis;
        this.speaking = Thread.ofPlatform().daemon().name("broadcast-out").unstarted(this::speak);
        this.hearing = Thread.ofPlatform().daemon().name("broadcast-in").unstarted(this::hear);
    }

    /// Hears what any node says, this one too. It mustn't block.
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /// Hears when what was said may have been missed before.
    void onConnected(Runnable listener) {
        connected.add(listener);
    }

    /// Says something to all nodes.
    public void say(String text) {
        if (!waiting.offer(text)) {
            LOG.debug("too much is said at once");
        }
    }

    @Override
    public void start() {
        speaking.start();
        hearing.start();
    }

    @Override
    public void stop() {
        stopped = true;
        JedisPubSub current = subscription;
        try {
            if (current != null && current.isSubscribed()) {
                current.unsubscribe();
            }
        } catch (JedisException away) {
            LOG.debug("Redis has gone before", away);
        }
        speaking.interrupt();
        hearing.interrupt();
    }

    /// The loop's policy: what can't be said now isn't said.
    private void speak() {
        while (!stopped) {
            try {
                redis.publish(CHANNEL, waiting.take());
            } catch (JedisException away) {
                LOG.debug("nothing can be said", away);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// The loop's policy: subscribed again whenever that ends.
    private void hear() {
        while (!stopped) {
            try {
                JedisPubSub current = new Hearing();
                subscription = current;
                redis.subscribe(current, CHANNEL);
            } catch (JedisException away) {
                LOG.debug("nothing can be heard", away);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private final class Hearing extends JedisPubSub {

        @Override
        public void onSubscribe(String channel, int subscribedChannels) {
            connected.forEach(Runnable::run);
        }

        @Override
        public void onMessage(String channel, String text) {
            for (Consumer<String> listener : listeners) {
                try {
                    listener.accept(text);
                } catch (RuntimeException failure) {
                    LOG.error("what a node said can't be heard", failure);
                }
            }
        }
    }
}
