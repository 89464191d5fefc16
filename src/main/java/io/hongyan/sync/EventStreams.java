package io.hongyan.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.account.token.Caller;
import io.hongyan.account.token.Revocations;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.DeviceId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.glassfish.jersey.server.ChunkedOutput;
import org.jspecify.annotations.Nullable;

/// The open event streams of this node: one a device, and not too many a user. Each has a virtual thread, which waits
/// for news as a long poll does. Thread-safe.
public final class EventStreams {

    private static final PageSize PAGE = new PageSize(500, 1 << 20);

    private final SyncService sync;
    private final Revocations revocations;
    private final ObjectMapper json;
    private final Duration heartbeat;
    private final Slots slots;
    private final Clock clock;
    private final Executor executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("events-", 0).factory());
    private final Map<DeviceId, EventStream> open = new ConcurrentHashMap<>();

    /// Something is written at every `heartbeat`.
    public EventStreams(
            SyncService sync,
            Revocations revocations,
            ObjectMapper json,
            Duration heartbeat,
            Slots slots,
            Clock clock) {
        this.sync = sync;
        this.revocations = revocations;
        this.json = json;
        this.heartbeat = heartbeat;
        this.slots = slots;
        this.clock = clock;
        revocations.onRevoked(this::revoked);
    }

    /// Opens a stream of what the caller misses from `cursor` on; an older one of the same device ends.
    ///
    /// @throws HongyanException `rateLimited` if the user has too many
    ChunkedOutput<String> open(Caller caller, @Nullable String cursor) {
        // Before anything is written, so that a problem can be the answer.
        SyncAnswer first = sync.sync(caller.user(), cursor, PAGE, Duration.ZERO);
        EventStream stream = new EventStream(new ChunkedOutput<>(String.class), () -> isOver(caller));
        register(caller, stream);
        executor.execute(() -> run(caller, stream, first));
        return stream.output();
    }

    /// The older stream's slot is taken over.
    private void register(Caller caller, EventStream stream) {
        EventStream older = open.get(caller.device());
        open.compute(caller.device(), (_, replaced) -> {
            if (replaced == null) {
                slots.take(caller.user());
            } else {
                replaced.end();
            }
            return stream;
        });
        if (older != null) {
            sync.wake();
        }
    }

    private void forget(Caller caller, EventStream stream) {
        if (open.remove(caller.device(), stream)) {
            slots.release(caller.user());
        }
    }

    /// A loop of its own: whatever fails in it ends this stream, and its client comes back with the last id it has.
    private void run(Caller caller, EventStream stream, SyncAnswer first) {
        try (stream) {
            stream.comment();
            String cursor = stream.tell(first, json);
            while (!stream.isOver()) {
                SyncAnswer next = sync.sync(caller.user(), cursor, PAGE, new Patience(wait(caller), stream::isOver));
                if (next.isEmpty()) {
                    stream.comment();
                    cursor = next.cursor();
                } else {
                    cursor = stream.tell(next, json);
                }
            }
        } finally {
            forget(caller, stream);
        }
    }

    /// Until the next heartbeat, or the end of the token.
    private Duration wait(Caller caller) {
        Duration left = Duration.between(clock.instant(), caller.expiresAt());
        return left.isPositive() && left.compareTo(heartbeat) < 0 ? left : heartbeat;
    }

    /// A token that is over ends the stream, but not while nobody could get a new one.
    private boolean isOver(Caller caller) {
        boolean expired = !clock.instant().isBefore(caller.expiresAt()) && revocations.isCurrent();
        return sync.isStopping() || expired || !isGood(caller);
    }

    private boolean isGood(Caller caller) {
        return switch (revocations.standing(caller)) {
            case GOOD -> true;
            case REVOKED, REPLACED, DISABLED -> false;
        };
    }

    private void revoked(DeviceId device) {
        if (open.containsKey(device)) {
            sync.wake();
        }
    }
}
