package io.hongyan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Holds what the server says against what came through the sockets, once a phase is drained.
final class Check {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Crowd crowd;
    private final Faults faults;

    Check(Crowd crowd, Faults faults) {
        this.crowd = crowd;
        this.faults = faults;
    }

    /// Waits until everybody's unread counts are the model's, and returns how many seconds that took.
    double awaitUnread() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (Participant participant : crowd.participants()) {
            Map<String, Long> due = participant.unread();
            Map<String, Long> found = unread(participant);
            while (!found.equals(due) && System.nanoTime() - begin < PATIENCE.toNanos()) {
                LockSupport.parkNanos(POLL.toNanos());
                found = unread(participant);
            }
            if (!found.equals(due)) {
                faults.add("user %s has %s unread instead of %s".formatted(participant.userId(), found, due));
            }
        }
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private Map<String, Long> unread(Participant participant) throws IOException, InterruptedException {
        JsonNode answer = participant.api().get("/v1/unread").ok();
        Map<String, Long> unread = new HashMap<>();
        long sum = 0;
        for (JsonNode conversation : answer.path("conversations")) {
            long count = conversation.path("unread").asLong();
            unread.put(conversation.path("id").asText(), count);
            sum += count;
        }
        if (sum != answer.path("total").path("unread").asLong()) {
            faults.add("user %s has a total of %s, and conversations that sum to %d"
                    .formatted(participant.userId(), answer.path("total"), sum));
        }
        return unread;
    }

    /// Every member has everything up to the head that the server names, without a hole.
    void heads(List<Room> rooms) throws IOException, InterruptedException {
        for (Room room : rooms) {
            String path = "/v1/conversations/%s/entries?limit=1".formatted(room.conversationId());
            long head = room.members()
                    .getFirst()
                    .api()
                    .get(path)
                    .ok()
                    .path("headSeq")
                    .asLong();
            for (Participant member : room.members()) {
                long known = member.known(room);
                if (known != head) {
                    faults.add("user %s has the entries of %s up to %d of %d"
                            .formatted(member.userId(), room.conversationId(), known, head));
                }
            }
        }
    }
}
