package io.hongyan.bench.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.bench.load.Crew;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Latency;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Pages of history: of a conversation whose entries the server has in memory, and of the same one after others have
/// said so much that only PostgreSQL has it.
public final class History {

    private static final int PAGE = 50;
    private static final double RATE = 250;

    /// How much is said before both read: a mailbox tells a thousand runs of own messages apart from others' unread.
    private static final int UNREAD = 1_000;

    private static final int FILLING = 16;
    private static final int LONG_TEXT = 8_000;
    private static final int MEGA = 1 << 20;
    private static final int BYTES_A_CHARACTER = 3;
    private static final double ASKED = 50;
    private static final int MICRO = 1_000;

    private final int messages;
    private final int megabytes;
    private final Duration duration;
    private final PrintWriter out;

    /// @param megabytes of other messages that push these out of the server's memory: more than it keeps
    public History(int messages, int megabytes, Duration duration, PrintWriter out) {
        this.messages = messages;
        this.megabytes = megabytes;
        this.duration = duration;
        this.out = out;
    }

    record Result(String pages, int messages, Latency page) {}

    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        List<Participant> people = stage.people(4);
        stage.connect(people.subList(0, 2));
        Room room = stage.direct(people.get(0), people.get(1));
        for (int said = 0; said < messages; said += UNREAD) {
            talk(stage, room, Math.min(UNREAD, messages - said));
        }
        out.printf("%nPages of %d entries, ms%n%-18s %9s %9s %9s%n", PAGE, "", "p50", "p99", "max");
        measure("hot", stage, room, journal);
        fill(stage, people.get(2), people.get(3));
        measure("cold", stage, room, journal);
    }

    private static void talk(Stage stage, Room room, int count) throws IOException, InterruptedException {
        long seconds = Math.max(1, Math.round(count / RATE));
        stage.measure(new Phase("history", (double) count / seconds, Duration.ofSeconds(seconds)), List.of(room));
        room.online().forEach(Participant::readAll);
    }

    private void measure(String name, Stage stage, Room room, Journal journal)
            throws IOException, InterruptedException {
        Histogram micros = Latency.histogram();
        SplittableRandom random = new SplittableRandom(messages);
        stage.progress().begin("pages, " + name, Math.round(ASKED * duration.toSeconds()));
        long begin = System.nanoTime();
        for (int i = 0; i < ASKED * duration.toSeconds(); i++) {
            long due = begin + Math.round(i * 1e9 / ASKED);
            Stage.parkUntil(due);
            long before = random.nextLong(PAGE + 2, messages + 2);
            JsonNode items = room.online()
                    .get(0)
                    .api()
                    .get("/v1/conversations/%s/entries?before=%d&limit=%d"
                            .formatted(room.conversationId(), before, PAGE))
                    .ok()
                    .path("items");
            micros.recordValue((System.nanoTime() - due) / MICRO);
            check(items, before, stage);
            stage.progress().advance(1);
        }
        stage.progress().end();
        Result result = new Result(name, messages, Latency.of(micros));
        out.printf(
                "%-18s %9s %9s %9s%n",
                name,
                Report.round(result.page().p50()),
                Report.round(result.page().p99()),
                Report.round(result.page().max()));
        out.flush();
        journal.append("history", result);
    }

    /// A whole page that ends just below `before`, without a hole.
    private static void check(JsonNode items, long before, Stage stage) {
        boolean right = items.size() == PAGE;
        for (int i = 0; i < items.size(); i++) {
            right &= items.path(i).path("seq").asLong() == before - items.size() + i;
        }
        if (!right) {
            stage.faults().add("a page of history before %d has %d entries, or holes".formatted(before, items.size()));
        }
    }

    private void fill(Stage stage, Participant one, Participant other) throws IOException, InterruptedException {
        String id = one.api()
                .post("/v1/conversations", Map.of("kind", "direct", "userId", other.userId()))
                .ok()
                .path("id")
                .asText();
        Map<String, ?> body = Map.of("text", "雁".repeat(LONG_TEXT));
        int count = (int) ((long) megabytes * MEGA / (LONG_TEXT * BYTES_A_CHARACTER));
        Crew.each(
                IntStream.range(0, count).boxed().toList(),
                FILLING,
                i -> one.api()
                        .post(
                                "/v1/conversations/" + id + "/messages",
                                Map.of("clientId", "filling-" + i, "kind", "text", "body", body))
                        .ok(),
                stage.progress(),
                "filling");
    }
}
