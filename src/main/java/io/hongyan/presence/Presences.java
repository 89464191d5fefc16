package io.hongyan.presence;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.account.token.DeviceKind;
import io.hongyan.infra.Outage;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/// Who is connected to this node, told to Redis; and who is anywhere, told to those who watch here.
///
/// A loop does both four times a second, for all users together: that is how often anybody is told at most, however
/// often somebody comes and goes. While Redis is away, nobody is told anything; then everything is told anew. Nothing
/// here blocks. Thread-safe.
public final class Presences implements Managed {

    private static final Logger LOG = LoggerFactory.getLogger(Presences.class);

    private static final String SAID = "presence ";
    private static final long PERIOD_MS = 250;

    private final PresenceStore store;
    private final KeptWords words;
    private final Broadcast broadcast;
    private final long heartbeatMs;
    private final Clock clock;
    private final Outage outage = new Outage("Presence", "Redis");
    private final Watching watching = new Watching();
    private final AtomicLong numbers;
    private final Map<Connection, Local> connections = new ConcurrentHashMap<>();
    private final Map<UserId, PresenceStore.Write> changed = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("presence").factory());
    private long lookedAt;

    /// A connection is taken for dead two heartbeats after it was last told to be alive.
    public Presences(RedisClient redis, KeptWords words, Broadcast broadcast, Duration heartbeat, Clock clock) {
        this.store = new PresenceStore(redis);
        this.words = words;
        this.broadcast = broadcast;
        this.heartbeatMs = heartbeat.toMillis();
        this.clock = clock;
        this.numbers = new AtomicLong(clock.millis());
        broadcast.listen(this::heard);
        broadcast.onConnected(watching::suspectAll);
    }

    /// What a connection says, what its user is known to have said last on any, and when it is told again that it is
    /// alive.
    private record Local(Status status, long since, Word word, long dueAt) {

        Local dueAt(long time) {
            return new Local(status, since, word, time);
        }

        Local say(Status said, long now) {
            return new Local(said, said == status ? since : now, word.next(said, now), dueAt);
        }

        Local hear(Word other) {
            return new Local(status, since, word.orLater(other), dueAt);
        }
    }

    /// A device's being connected here, until it [leaves][#leave()].
    public final class Entered {

        private final Connection connection;

        private Entered(Connection connection) {
            this.connection = connection;
        }

        /// The device says how its user is.
        public void say(Status status) {
            Presences.this.say(connection, status);
        }

        public void leave() {
            Presences.this.leave(connection);
        }
    }

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::tick, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /// Whoever is still connected leaves with the node.
    @Override
    public void stop() {
        thread.shutdown();
        Set.copyOf(connections.keySet()).forEach(this::leave);
        tick();
    }

    /// A device is connected.
    public Entered enter(UserId user, DeviceId device, DeviceKind kind) {
        Connection connection = new Connection(user, device, kind, numbers.incrementAndGet());
        long now = clock.millis();
        // Due at once, to hear what its user has said before.
        Local local = new Local(Status.ONLINE, now, Word.UNKNOWN, now);
        connections.put(connection, local);
        change(connection.user(), Map.of(connection.field(), text(connection, local, now)), List.of());
        return new Entered(connection);
    }

    private void say(Connection connection, Status status) {
        long now = clock.millis();
        Local local = connections.computeIfPresent(connection, (_, before) -> before.say(status, now));
        if (local != null) {
            words.keep(connection.user(), local.word());
            change(
                    connection.user(),
                    Map.of(
                            connection.field(),
                            text(connection, local, now),
                            Standing.SAID,
                            local.word().text()),
                    List.of());
        }
    }

    private void leave(Connection connection) {
        if (connections.remove(connection) != null) {
            change(
                    connection.user(),
                    Map.of(Standing.LAST, Long.toString(clock.millis())),
                    List.of(connection.field()));
        }
    }

    private String text(Connection connection, Local local, long now) {
        return new Standing(connection.kind(), local.status(), local.since(), now + 2 * heartbeatMs, local.word())
                .text();
    }

    /// Gathers what is to be written of a user: of each field, the last.
    private void change(UserId user, Map<String, String> set, List<String> removed) {
        synchronized (changed) {
            PresenceStore.Write before = changed.getOrDefault(user, new PresenceStore.Write(user, Map.of(), List.of()));
            Map<String, String> allSet = new HashMap<>(before.set());
            Set<String> allRemoved = new HashSet<>(before.removed());
            allRemoved.removeAll(set.keySet());
            removed.forEach(allSet::remove);
            allSet.putAll(set);
            allRemoved.addAll(removed);
            changed.put(user, new PresenceStore.Write(user, allSet, List.copyOf(allRemoved)));
        }
    }

    /// Replaces whom `watcher` watches; it hears of each of them soon, and then of every change.
    public void watch(Watcher watcher, Set<UserId> users) {
        watching.watch(watcher, users);
    }

    private void heard(String text) {
        if (text.startsWith(SAID)) {
            watching.suspect(Stream.of(text.substring(SAID.length()).split(",", -1))
                    .map(UserId::valueOf)
                    .toList());
        }
    }

    /// The loop's policy: what can't be written or read now is, when Redis is back.
    private void tick() {
        try {
            hearKept();
            renew();
            write();
            look();
            outage.isOver();
        } catch (JedisException away) {
            outage.goesOn(away);
            // Redis may come back without what it had.
            connections.replaceAll((_, local) -> local.dueAt(0));
            watching.suspectAll();
        } catch (RuntimeException failure) {
            LOG.error("presence isn't told", failure);
        }
    }

    private void write() {
        List<PresenceStore.Write> writes;
        synchronized (changed) {
            writes = List.copyOf(changed.values());
            changed.clear();
        }
        if (writes.isEmpty()) {
            return;
        }
        try {
            store.write(writes);
        } catch (JedisException away) {
            putBack(writes);
            throw away;
        }
        say(writes.stream().map(PresenceStore.Write::user).toList());
    }

    /// What has been changed since counts more.
    private void putBack(List<PresenceStore.Write> writes) {
        synchronized (changed) {
            Map<UserId, PresenceStore.Write> since = new HashMap<>(changed);
            changed.clear();
            Stream.concat(writes.stream(), since.values().stream())
                    .forEach(write -> change(write.user(), write.set(), write.removed()));
        }
    }

    /// A few hundred in one message, so that none is large.
    private void say(List<UserId> users) {
        for (int from = 0; from < users.size(); from += 200) {
            broadcast.say(users.subList(from, Math.min(users.size(), from + 200)).stream()
                    .map(UserId::toString)
                    .collect(Collectors.joining(",", SAID, "")));
        }
        watching.suspect(users);
    }

    /// A heartbeat of every connection that is due: written, and nobody is told, as nothing changes by it, unless Redis
    /// had lost what was said.
    ///
    /// What its user has said last, on this device or another, is read before and goes with it: so whoever is
    /// invisible stays so when that device has left, or Redis has lost what it had.
    private void renew() {
        long now = clock.millis();
        Set<UserId> due = new HashSet<>();
        connections.forEach((connection, local) -> {
            if (local.dueAt() <= now) {
                due.add(connection.user());
            }
        });
        if (due.isEmpty()) {
            return;
        }
        Map<UserId, Map<String, String>> read = store.read(due);
        hear(read);
        List<PresenceStore.Write> writes = new ArrayList<>();
        Set<UserId> lost = new HashSet<>();
        Set<UserId> unknown = new HashSet<>();
        connections.forEach((connection, local) -> {
            if (local.dueAt() <= now) {
                Map<String, String> set = new HashMap<>();
                set.put(connection.field(), text(connection, local, now));
                String word = local.word().text();
                Map<String, String> fields = read.getOrDefault(connection.user(), Map.of());
                if (local.word().equals(Word.UNKNOWN)) {
                    unknown.add(connection.user());
                } else if (!word.equals(fields.get(Standing.SAID))) {
                    set.put(Standing.SAID, word);
                    lost.add(connection.user());
                }
                writes.add(new PresenceStore.Write(connection.user(), set, List.of()));
            }
        });
        words.ask(unknown);
        store.write(writes);
        say(List.copyOf(lost));
        connections.replaceAll((_, local) -> local.dueAt() <= now ? local.dueAt(now + heartbeatMs) : local);
    }

    /// What PostgreSQL has of users of whom Redis had nothing is written to Redis at once.
    private void hearKept() {
        Map<UserId, Word> answers = words.takeAnswers();
        if (!answers.isEmpty()) {
            connections.replaceAll((connection, local) -> {
                Word word = answers.get(connection.user());
                return word == null ? local : local.hear(word).dueAt(0);
            });
        }
    }

    /// What users have said last, as Redis has it or one of their connections here.
    private void hear(Map<UserId, Map<String, String>> read) {
        Map<UserId, Word> heard = new HashMap<>();
        read.forEach((user, fields) -> heard.put(user, Standing.word(fields)));
        connections.forEach((connection, local) -> {
            Word found = heard.computeIfPresent(connection.user(), (_, word) -> word.orLater(local.word()));
            if (found != null && local.word().equals(Word.UNKNOWN)) {
                words.keepFound(connection.user(), found);
            }
        });
        connections.replaceAll((connection, local) -> {
            Word word = heard.get(connection.user());
            return word == null ? local : local.hear(word);
        });
    }

    /// Asks for those who may have changed or whose time is over, and with every heartbeat for all, in case what was
    /// said wasn't heard.
    private void look() {
        long now = clock.millis();
        if (now - lookedAt >= heartbeatMs) {
            watching.suspectAll();
            lookedAt = now;
        }
        List<UserId> due = watching.takeDue(now);
        if (due.isEmpty()) {
            return;
        }
        Map<UserId, Map<String, String>> read;
        try {
            read = store.read(due);
        } catch (JedisException away) {
            watching.suspect(due);
            throw away;
        }
        read.forEach((user, fields) ->
                watching.tell(Standing.presence(user, fields, now), Standing.until(fields, now), now));
        forget(read, now - 2 * heartbeatMs);
    }

    private void forget(Map<UserId, Map<String, String>> read, long before) {
        Collection<PresenceStore.Write> writes = new ArrayList<>();
        read.forEach((user, fields) -> {
            List<String> forgotten = Standing.forgotten(fields, before);
            if (!forgotten.isEmpty()) {
                writes.add(new PresenceStore.Write(user, Map.of(Standing.LAST, Long.toString(before)), forgotten));
            }
        });
        if (!writes.isEmpty()) {
            store.write(writes);
        }
    }
}
