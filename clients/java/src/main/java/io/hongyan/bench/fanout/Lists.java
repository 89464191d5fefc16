package io.hongyan.bench.fanout;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.bench.load.Figures;
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
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// The newest 50 conversations of accounts that have very many, while messages arrive in some of them.
///
/// In write mode one account is in all of them. In read mode the cost grows with how many there are, so it is a curve:
/// each account is in a first part of the same conversations.
public final class Lists implements Part {

    private static final int PAGE = 50;
    private static final int OWNERS = 50;
    private static final int BUSY = 200;
    private static final double MESSAGES_A_SECOND = 100;

    private final int conversations;
    private final List<Integer> readConversations;
    private final double asked;
    private final Duration duration;
    private final PrintWriter out;

    /// @param asked how often a list is asked for, a second
    public Lists(int conversations, List<Integer> readConversations, double asked, Duration duration, PrintWriter out) {
        this.conversations = conversations;
        this.readConversations = readConversations.stream().sorted().toList();
        this.asked = asked;
        this.duration = duration;
        this.out = out;
    }

    record Result(String fanout, int conversations, double preparationSeconds, Latency list, Figures messages) {}

    @Override
    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        out.printf(
                "%nThe newest %d conversations of one account, %.0f messages a second arriving, ms%n",
                PAGE, MESSAGES_A_SECOND);
        out.printf("%-6s %13s %11s %9s %9s %9s%n", "fanout", "conversations", "prepared s", "list p50", "p99", "max");
        if (conversations > 0) {
            play(stage, journal, Mode.WRITE, List.of(conversations));
        }
        if (!readConversations.isEmpty()) {
            play(stage, journal, Mode.READ, readConversations);
        }
    }

    private void play(Stage stage, Journal journal, Mode mode, List<Integer> sizes)
            throws IOException, InterruptedException {
        List<Participant> owners = stage.people(OWNERS);
        List<Participant> busyPeople = stage.people(sizes.size());
        Groups groups = new Groups(stage, owners, busyPeople, sizes, mode);
        long begin = System.nanoTime();
        List<Room> rooms = groups.make(BUSY);
        double seconds = (System.nanoTime() - begin) / 1e9;
        // Not before: what is said while groups are made is no message of a phase.
        stage.connect(owners);
        stage.measure(new Phase("warm-up", MESSAGES_A_SECOND, Duration.ofSeconds(3)), rooms);
        for (int i = 0; i < sizes.size(); i++) {
            Result result = measure(stage, mode, busyPeople.get(i), sizes.get(i), seconds, rooms);
            out.printf(
                    "%-6s %13d %11s %9s %9s %9s%n",
                    result.fanout(),
                    result.conversations(),
                    Report.round(result.preparationSeconds()),
                    Report.round(result.list().p50()),
                    Report.round(result.list().p99()),
                    Report.round(result.list().max()));
            out.flush();
            journal.append("fanout.list", result);
        }
        owners.forEach(Participant::disconnect);
    }

    private Result measure(Stage stage, Mode mode, Participant account, int size, double preparation, List<Room> rooms)
            throws IOException, InterruptedException {
        Histogram micros = Latency.histogram();
        List<String> wrong = new ArrayList<>();
        Thread asking = new Thread(() -> ask(account, micros, wrong), "lists");
        asking.start();
        Figures figures = stage.measure(new Phase("list", MESSAGES_A_SECOND, duration), rooms, asking::join);
        asking.join();
        wrong.forEach(stage.faults()::add);
        return new Result(mode.label(), size, preparation, Latency.of(micros), figures);
    }

    /// Asks when it is due, whether the answer before was late or not.
    private void ask(Participant account, Histogram micros, List<String> wrong) {
        long begin = System.nanoTime();
        int questions = (int) Math.round(asked * duration.toSeconds());
        try {
            for (int i = 0; i < questions; i++) {
                long due = begin + Math.round(i * 1e9 / asked);
                Stage.parkUntil(due);
                JsonNode page =
                        account.api().get("/v1/conversations?limit=" + PAGE).ok();
                micros.recordValue((System.nanoTime() - due) / 1_000);
                check(page, wrong);
            }
        } catch (IOException | RuntimeException e) {
            wrong.add("the list of user %s failed: %s".formatted(account.userId(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Newest first, and a full page.
    private void check(JsonNode page, List<String> wrong) {
        String newer = "9";
        for (JsonNode conversation : page.path("items")) {
            String at = conversation.path("head").path("at").asText();
            if (at.compareTo(newer) > 0) {
                wrong.add("a list has %s after %s".formatted(at, newer));
            }
            newer = at;
        }
        int expected = Math.min(PAGE, smallest());
        if (page.path("items").size() < expected) {
            wrong.add("a list has only %d conversations"
                    .formatted(page.path("items").size()));
        }
    }

    private int smallest() {
        return readConversations.isEmpty()
                ? conversations
                : Math.min(Math.max(1, conversations), readConversations.get(0));
    }
}
