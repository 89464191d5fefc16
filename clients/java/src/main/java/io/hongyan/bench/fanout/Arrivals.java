package io.hongyan.bench.fanout;

import io.hongyan.bench.load.Faults;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.measure.DataFolder;
import io.hongyan.bench.measure.Inboxes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// How many mailbox deliveries of conversations without common members have come to Redis since they were made, and how
/// many should have.
///
/// Every message of a write fan-out changes the mailbox of each member once, its sender's too, so that the sum of their
/// positions grows by the number of members. For one thread.
final class Arrivals implements AutoCloseable {

    /// How long a phase's deliveries may take after its end.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration STILL = Duration.ofSeconds(3);

    /// Looking costs as much as there are members.
    private static final Duration POLL = Duration.ofMillis(50);

    private static final Duration POLL_A_MEMBER = Duration.ofNanos(50_000);

    private final List<Room> rooms;
    private final List<String> members;
    private final Inboxes inboxes;
    private final long before;

    private Arrivals(List<Room> rooms, List<String> members, Inboxes inboxes, long before) {
        this.rooms = List.copyOf(rooms);
        this.members = List.copyOf(members);
        this.inboxes = inboxes;
        this.before = before;
    }

    /// Counts from now on; nothing may be on its way.
    static Arrivals of(List<Room> rooms, DataFolder folder) throws IOException {
        List<String> members = rooms.stream()
                .flatMap(Arrivals::members)
                .map(Participant::userId)
                .toList();
        Inboxes inboxes = Inboxes.open(folder);
        long positions = settled(inboxes, members);
        return new Arrivals(rooms, members, inboxes, positions - due(rooms));
    }

    private static Stream<Participant> members(Room room) {
        return Stream.concat(room.online().stream(), room.offline().stream());
    }

    private static long due(List<Room> rooms) {
        return rooms.stream()
                .mapToLong(room -> room.numbered() * members(room).count())
                .sum();
    }

    /// The sum once it stands still for a while: what writes inboxes may pause longer than a moment.
    private static long settled(Inboxes inboxes, List<String> members) throws IOException {
        long last = -1;
        long since = System.nanoTime();
        while (true) {
            long positions = inboxes.positions(members);
            if (positions != last) {
                last = positions;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STILL.toNanos()) {
                return positions;
            }
            rest(members);
        }
    }

    private static void rest(List<String> members) {
        LockSupport.parkNanos(
                POLL.plus(POLL_A_MEMBER.multipliedBy(members.size())).toNanos());
    }

    /// Deliveries that are in Redis.
    long inRedis() throws IOException {
        return inboxes.positions(members) - before;
    }

    /// Deliveries that the messages numbered so far make.
    long due() {
        return due(rooms);
    }

    /// Waits until all are there; fewer or more is a fault.
    void await(Faults faults, Duration patience) throws IOException {
        long begin = System.nanoTime();
        long found = inRedis();
        while (found < due() && System.nanoTime() - begin < patience.toNanos()) {
            rest(members);
            found = inRedis();
        }
        if (found != due()) {
            faults.add("Redis has %d deliveries of %s instead of %d"
                    .formatted(found, rooms.stream().map(Room::conversationId).toList(), due()));
        }
    }

    @Override
    public void close() throws IOException {
        inboxes.close();
    }
}
