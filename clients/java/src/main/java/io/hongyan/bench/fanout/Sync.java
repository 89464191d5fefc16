package io.hongyan.bench.fanout;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.bench.load.Faults;
import io.hongyan.bench.load.Participant;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What came of catching up: the numbers of the entries, in the order in which they came, and where that ends.
public record Sync(String cursor, List<Long> seqs, boolean reset) {

    public Sync {
        seqs = List.copyOf(seqs);
    }

    /// Where a device is that has just got everything.
    public static String snapshot(Participant participant) throws IOException, InterruptedException {
        return from(participant, "", 500).cursor();
    }

    /// Syncs page by page until nothing more is said to be there; an empty cursor starts with a snapshot.
    public static Sync from(Participant participant, String cursor, int limit)
            throws IOException, InterruptedException {
        List<Long> seqs = new ArrayList<>();
        boolean reset = false;
        String next = cursor;
        JsonNode page;
        do {
            String from = next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, UTF_8);
            page = participant.api().get("/v1/sync?limit=" + limit + from).ok();
            page.path("entries").forEach(entry -> seqs.add(entry.path("seq").asLong()));
            reset |= page.path("reset").asBoolean();
            next = page.path("cursor").asText();
        } while (page.path("more").asBoolean());
        return new Sync(next, seqs, reset);
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
