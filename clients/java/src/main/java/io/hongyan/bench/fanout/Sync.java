package io.hongyan.bench.fanout;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.bench.load.Faults;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Room;
import io.hongyan.client.ClientFailure;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What came of catching up: the numbers of the entries, in the order in which they came, and where that ends, as a
/// cursor and the head of each conversation that was shown.
public record Sync(String cursor, Map<String, Long> heads, List<Long> seqs, boolean reset) {

    /// As many entries as one page has at most.
    private static final int PAGE = 200;

    private static final Duration POLL = Duration.ofMillis(20);

    private static final Sync NOTHING = new Sync("", Map.of(), List.of(), false);

    public Sync {
        heads = Map.copyOf(heads);
        seqs = List.copyOf(seqs);
    }

    /// Where a device is that has just got everything, `room` too: that comes to whom somebody else put there a moment
    /// later than to those.
    public static Sync snapshot(Participant participant, Room room) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Sync snapshot = from(participant, NOTHING, 500);
        while (!snapshot.heads().containsKey(room.conversationId())) {
            if (System.nanoTime() - begin > Arrivals.PATIENCE.toNanos()) {
                throw new ClientFailure(
                        "User %s isn't shown conversation %s.".formatted(participant.userId(), room.conversationId()));
            }
            LockSupport.parkNanos(POLL.toNanos());
            snapshot = from(participant, NOTHING, 500);
        }
        return snapshot;
    }

    /// Syncs page by page until nothing more is said to be there. Then it fetches what lies up to the heads that were
    /// shown and didn't come: of a conversation in read mode a sync tells only the head.
    public static Sync from(Participant participant, Sync before, int limit) throws IOException, InterruptedException {
        Map<String, Long> heads = new HashMap<>(before.heads());
        Map<String, Long> reached = new HashMap<>(before.heads());
        List<Long> seqs = new ArrayList<>();
        boolean reset = false;
        String next = before.cursor();
        JsonNode page;
        do {
            String from = next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, UTF_8);
            page = participant.api().get("/v1/sync?limit=" + limit + from).ok();
            page.path("entries").forEach(entry -> take(entry, seqs, reached));
            page.path("conversations")
                    .forEach(shown -> heads.put(
                            shown.path("id").asText(), shown.at("/head/seq").asLong()));
            reset |= page.path("reset").asBoolean();
            next = page.path("cursor").asText();
        } while (page.path("more").asBoolean());
        for (String conversation : before.heads().keySet()) {
            seqs.addAll(between(participant, conversation, reached, heads));
        }
        return new Sync(next, heads, seqs, reset);
    }

    /// The numbers of the entries of a conversation from where it was reached up to its head, as history has them.
    private static List<Long> between(
            Participant participant, String conversation, Map<String, Long> reached, Map<String, Long> heads)
            throws IOException, InterruptedException {
        long after = reached.getOrDefault(conversation, 0L);
        long head = heads.getOrDefault(conversation, 0L);
        List<Long> seqs = new ArrayList<>();
        boolean more = after < head;
        while (more) {
            JsonNode page = participant
                    .api()
                    .get("/v1/conversations/%s/entries?after=%d&limit=%d".formatted(conversation, after, PAGE))
                    .ok()
                    .path("items");
            page.forEach(entry -> seqs.add(entry.path("seq").asLong()));
            after = seqs.isEmpty() ? after : seqs.get(seqs.size() - 1);
            more = !page.isEmpty() && after < head;
        }
        return seqs;
    }

    private static void take(JsonNode entry, List<Long> seqs, Map<String, Long> reached) {
        long seq = entry.path("seq").asLong();
        seqs.add(seq);
        reached.merge(entry.path("conversationId").asText(), seq, Math::max);
    }

    /// It must be `expected` entries of one conversation, consecutive, without a reset.
    public void check(Participant participant, int expected, Faults faults) {
        boolean consecutive = true;
        for (int i = 1; i < seqs.size(); i++) {
            consecutive &= seqs.get(i) == seqs.get(i - 1) + 1;
        }
        if (reset || seqs.size() != expected || !consecutive) {
            faults.add("the sync of user %s brought %d entries instead of %d%s%s"
                    .formatted(
                            participant.userId(),
                            seqs.size(),
                            expected,
                            consecutive ? "" : ", with holes",
                            reset ? ", after a reset" : ""));
        }
    }
}
