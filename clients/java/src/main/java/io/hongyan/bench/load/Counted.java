package io.hongyan.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/// What the server counts as unread for one user, by conversation.
record Counted(Map<String, Long> unread) {

    Counted {
        unread = Map.copyOf(unread);
    }

    /// Reads an answer to `GET /v1/unread`. A total that isn't the sum is a fault.
    static Counted of(JsonNode answer, Participant participant, Faults faults) {
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
        return new Counted(unread);
    }
}
