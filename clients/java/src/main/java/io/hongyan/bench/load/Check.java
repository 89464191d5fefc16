package io.hongyan.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Holds what the server says against what came through the sockets, once a phase is drained.
///
/// Of a larger crowd than [#MOST] so many are asked, evenly spread: each costs a call.
final class Check {

    private static final int MOST = 500;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Faults faults;
    private final Duration patience;

    /// @param patience how long counts may take to be right
    Check(Faults faults, Duration patience) {
        this.faults = faults;
        this.patience = patience;
    }

    /// Waits until unread counts are the model's, and returns how many seconds that took.
    double awaitUnread(List<Room> rooms) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        List<Participant> online = rooms.stream()
                .flatMap(room -> room.online().stream())
                .distinct()
                .toList();
        Set<String> here = rooms.stream().map(Room::conversationId).collect(Collectors.toUnmodifiableSet());
        for (Participant participant : sample(online)) {
            await(participant, participant::unread, here, begin);
        }
        Map<Participant, Map<String, Long>> due = new HashMap<>();
        for (Room room : rooms) {
            for (Participant participant : sample(room.offline())) {
                Map<String, Long> unread = due.computeIfAbsent(participant, nobody -> new HashMap<>());
                if (room.numbered() > 0) {
                    unread.put(room.conversationId(), (long) room.numbered());
                }
            }
        }
        for (Map.Entry<Participant, Map<String, Long>> offline : due.entrySet()) {
            await(offline.getKey(), offline::getValue, here, begin);
        }
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private void await(Participant participant, Supplier<Map<String, Long>> model, Set<String> here, long begin)
            throws IOException, InterruptedException {
        Map<String, Long> due = only(here, model.get());
        Map<String, Long> found = only(here, unread(participant));
        while (!found.equals(due) && System.nanoTime() - begin < patience.toNanos()) {
            LockSupport.parkNanos(POLL.toNanos());
            found = only(here, unread(participant));
        }
        if (!found.equals(due)) {
            faults.add("user %s has %s unread instead of %s".formatted(participant.userId(), found, due));
        }
    }

    private static Map<String, Long> only(Set<String> conversations, Map<String, Long> unread) {
        Map<String, Long> only = new HashMap<>(unread);
        only.keySet().retainAll(conversations);
        return only;
    }

    /// What the server counts.
    private Map<String, Long> unread(Participant participant) throws IOException, InterruptedException {
        JsonNode answer = participant.api().get("/v1/unread").ok();
        return Counted.of(answer, participant, faults).unread();
    }

    /// Every member that is online has everything up to the head that the server names, without a hole.
    void heads(List<Room> rooms) throws IOException, InterruptedException {
        for (Room room : rooms) {
            String path = "/v1/conversations/%s/entries?limit=1".formatted(room.conversationId());
            long head =
                    room.online().get(0).api().get(path).ok().path("headSeq").asLong();
            heads(room, head);
        }
    }

    /// The same against a head that is known.
    void heads(Room room, long head) {
        for (Participant member : room.online()) {
            long known = member.known(room);
            if (known != head) {
                faults.add("user %s has the entries of %s up to %d of %d"
                        .formatted(member.userId(), room.conversationId(), known, head));
            }
        }
    }

    private static List<Participant> sample(List<Participant> crowd) {
        int step = Math.max(1, (crowd.size() + MOST - 1) / MOST);
        return IntStream.iterate(0, i -> i < crowd.size(), i -> i + step)
                .mapToObj(crowd::get)
                .toList();
    }
}
