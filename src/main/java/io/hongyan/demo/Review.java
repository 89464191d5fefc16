package io.hongyan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.Entry;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Holds what each person of a play sees against the script, and prints it.
final class Review {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Play play;
    private final PrintStream out;

    Review(Play play, PrintStream out) {
        this.play = play;
        this.out = out;
    }

    /// @throws ClientFailure at the first thing that isn't as the script implies
    void print() throws IOException, InterruptedException {
        for (Person person : play.people()) {
            out.printf("%n%s%n", person.name());
            JsonNode list = awaitCounts(person);
            for (Script.Place place : places(person)) {
                out.printf("  %s: %s%n", title(place, person), counts(seen(list, place)));
                for (Entry entry : awaitEntries(person, place)) {
                    out.printf("    %2d  %s%n", entry.seq(), line(entry));
                }
            }
            out.printf("  total: %s%n", counts(list.path("total")));
        }
        out.printf("%nEverybody sees the same entries in the same order, and every count is right.%n");
    }

    private List<Script.Place> places(Person person) {
        return play.script().conversations().stream()
                .filter(place -> place.members().contains(person.role()))
                .toList();
    }

    /// The timeline as it came through the socket, once it is whole, after a look at what the server has stored.
    private List<Entry> awaitEntries(Person person, Script.Place place) throws IOException, InterruptedException {
        String conversation = play.conversation(place.id());
        long head = play.head(place.id());
        person.awaitEntries(conversation, head);
        List<Entry> pushed = person.timeline(conversation);
        List<Long> consecutive = LongStream.rangeClosed(1, head).boxed().toList();
        ensureEqual(
                person,
                place,
                "seqs",
                consecutive,
                pushed.stream().map(Entry::seq).toList());
        List<Entry> stored = person.api().entries(conversation, 0);
        ensureEqual(person, place, "entries", contents(stored), contents(pushed));
        return pushed;
    }

    private static List<String> contents(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.seq() + " " + entry.clientId() + " " + entry.senderId() + " " + entry.text())
                .toList();
    }

    private void ensureEqual(Person person, Script.Place place, String what, List<?> due, List<?> found) {
        if (!due.equals(found)) {
            throw new ClientFailure("%s sees in “%s” the %s %s instead of %s."
                    .formatted(person.name(), title(place, person), what, found, due));
        }
    }

    /// The person's conversations as the server lists them, once every count is right.
    private JsonNode awaitCounts(Person person) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode list = person.api().get("/v1/conversations").ok();
            JsonNode unread = person.api().get("/v1/unread").ok();
            String wrong = findWrongCount(person, list, unread);
            if (wrong == null) {
                return list;
            }
            if (System.nanoTime() > deadline) {
                throw new ClientFailure(wrong);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private @Nullable String findWrongCount(Person person, JsonNode list, JsonNode unread) {
        long sum = 0;
        long mentions = 0;
        for (Script.Place place : places(person)) {
            JsonNode seen = seen(list, place);
            long due = play.expected().unread(person.role(), place.id());
            long dueMentions = play.expected().mentions(person.role(), place.id());
            boolean muted = play.expected().isMuted(person.role(), place.id());
            if (!Objects.equals(counts(due, dueMentions, muted), counts(seen))) {
                return "%s has in “%s” %s, instead of %s."
                        .formatted(person.name(), title(place, person), counts(seen), counts(due, dueMentions, muted));
            }
            sum += muted ? 0 : due;
            mentions += muted ? 0 : dueMentions;
        }
        for (JsonNode total : List.of(list.path("total"), unread.path("total"))) {
            if (!Objects.equals(counts(sum, mentions, false), counts(total))) {
                return "%s has a total of %s, where the conversations that aren't muted sum to %s."
                        .formatted(person.name(), counts(total), counts(sum, mentions, false));
            }
        }
        return null;
    }

    private JsonNode seen(JsonNode list, Script.Place place) {
        for (JsonNode item : list.path("items")) {
            if (item.path("id").asText().equals(play.conversation(place.id()))) {
                return item;
            }
        }
        return list.path("items").path(-1);
    }

    private static String counts(JsonNode seen) {
        return seen.isMissingNode()
                ? "nothing listed"
                : counts(
                        seen.path("unread").asLong(),
                        seen.path("mentions").asLong(),
                        seen.path("muted").asBoolean());
    }

    private static String counts(long unread, long mentions, boolean muted) {
        return unread + " unread" + (mentions > 0 ? ", " + mentions + " of them for you" : "")
                + (muted ? ", muted" : "");
    }

    private String title(Script.Place place, Person person) {
        return switch (place) {
            case Script.Group group -> group.title();
            case Script.Direct direct ->
                play.person(direct.by().equals(person.role()) ? direct.with() : direct.by())
                        .name();
        };
    }

    private String line(Entry entry) {
        String sender = play.people().stream()
                .filter(person -> person.userId().equals(entry.senderId()))
                .map(Person::name)
                .findFirst()
                .orElse("?");
        return switch (entry.type()) {
            case "message" -> sender + ": " + entry.text();
            case "edit" -> "— " + sender + " edited " + entry.target();
            case "reaction" -> "— " + sender + " " + entry.action() + " to " + entry.target();
            default -> "— " + sender + " " + entry.action() + " it";
        };
    }
}
