package io.hongyan.relation;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Random people do random things to each other; Neo4j has in the end what sets of pairs have.
final class RandomRelationsIT {

    private static final int PEOPLE = 4;
    private static final int STEPS = 150;

    private final TestServer server = TestServer.shared();
    private final List<TestUser> people = server.users("random", PEOPLE);

    /// The relations as sets of pairs.
    private final Set<String> friends = new TreeSet<>();

    private final Set<String> follows = new TreeSet<>();
    private final Set<String> blocks = new TreeSet<>();

    /// Of requests that nobody answered: who sees them.
    private final Set<String> asked = new TreeSet<>();

    /// And of those that nobody sees any more, because whoever is asked has blocked whoever asks, or the other way
    /// around.
    private final Set<String> hidden = new TreeSet<>();

    private final Set<String> declined = new TreeSet<>();

    /// The id of the last request that waited.
    private final Map<String, String> waiting = new HashMap<>();

    @Test
    void whatIsStoredIsWhatWasDone() {
        run(1);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatIsStoredIsWhatWasDone(long seed) {
        run(seed);
    }

    private void run(long seed) {
        Relations.awaitNeo4j(server);
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            int one = random.nextInt(PEOPLE);
            int other = (one + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
            int action = random.nextInt(9);
            String what = "seed %d, step %d: %d does %d to %d".formatted(seed, step, one, action, other);
            act(action, one, other, what);
        }
        for (int i = 0; i < PEOPLE; i++) {
            assertThat(contacts(i)).as("contacts of %d, seed %d", i, seed).isEqualTo(from(friends, i));
            assertThat(listed("/v1/users/" + people.get(i).id() + "/following", i))
                    .as("followed by %d, seed %d", i, seed)
                    .isEqualTo(from(follows, i));
            assertThat(listed("/v1/blocks", i))
                    .as("blocked by %d, seed %d", i, seed)
                    .isEqualTo(from(blocks, i));
            assertThat(requests(i)).as("asked of %d, seed %d", i, seed).isEqualTo(to(asked, i));
        }
    }

    private void act(int action, int one, int other, String what) {
        TestUser user = people.get(one);
        String id = people.get(other).id().toString();
        String pair = pair(one, other);
        String back = pair(other, one);
        switch (action) {
            case 0, 1 -> {
                Answer answer = user.rest().post("/v1/contacts/requests", Map.of("userId", id));
                ask(pair, back, answer, what);
            }
            case 2, 3 -> {
                String request = request(one, other);
                String verb = action == 2 ? "accept" : "decline";
                boolean seen = asked.contains(back);
                Answer answer = user.rest().post("/v1/contacts/requests/" + request + "/" + verb, Map.of());
                if (seen) {
                    assertThat(answer.status()).as(what).isEqualTo(200);
                    asked.remove(back);
                    if (action == 2) {
                        friends.add(pair);
                        friends.add(back);
                    } else {
                        declined.add(back);
                    }
                } else {
                    assertThat(answer.status()).as(what).isEqualTo(404);
                }
            }
            case 4 -> {
                assertThat(user.rest().delete("/v1/contacts/" + id).status())
                        .as(what)
                        .isEqualTo(204);
                friends.remove(pair);
            }
            case 5 -> {
                boolean apart = blocks.contains(pair) || blocks.contains(back);
                assertThat(user.rest().put("/v1/following/" + id, Map.of()).status())
                        .as(what)
                        .isEqualTo(apart ? 403 : 204);
                if (!apart) {
                    follows.add(pair);
                }
            }
            case 6 -> {
                assertThat(user.rest().delete("/v1/following/" + id).status())
                        .as(what)
                        .isEqualTo(204);
                follows.remove(pair);
            }
            case 7 -> {
                assertThat(user.rest().put("/v1/blocks/" + id, Map.of()).status())
                        .as(what)
                        .isEqualTo(204);
                if (blocks.add(pair)) {
                    follows.remove(pair);
                    follows.remove(back);
                    for (String request : List.of(pair, back)) {
                        if (asked.remove(request)) {
                            hidden.add(request);
                        }
                    }
                }
            }
            default -> {
                assertThat(user.rest().delete("/v1/blocks/" + id).status())
                        .as(what)
                        .isEqualTo(204);
                blocks.remove(pair);
            }
        }
    }

    private void ask(String pair, String back, Answer answer, String what) {
        if (blocks.contains(pair)) {
            assertThat(answer.status()).as(what).isEqualTo(409);
            return;
        }
        assertThat(answer.status()).as(what).isEqualTo(201);
        boolean blocked = blocks.contains(back);
        boolean both = friends.contains(pair) && friends.contains(back);
        boolean theirs = friends.contains(back) && !blocked;
        boolean returned = asked.contains(back) && !blocked;
        if (both || theirs || returned) {
            assertThat(answer.text("/state")).as(what).isEqualTo("accepted");
            friends.add(pair);
            friends.add(back);
            asked.remove(pair);
            hidden.remove(pair);
            declined.remove(pair);
            if (returned && !both && !theirs) {
                asked.remove(back);
            }
        } else {
            assertThat(answer.text("/state")).as(what).isEqualTo("pending");
            waiting.put(pair, answer.text("/id"));
            if (!declined.contains(pair)) {
                (blocked ? hidden : asked).add(pair);
                (blocked ? asked : hidden).remove(pair);
            }
        }
    }

    /// The request that `one` has from `other`, also one they don't see; one that isn't there where they have none.
    private String request(int one, int other) {
        String back = pair(other, one);
        if (hidden.contains(back)) {
            return waiting.getOrDefault(back, "");
        }
        for (JsonNode item : people.get(one)
                .rest()
                .get("/v1/contacts/requests?limit=200")
                .expect(200)
                .json()
                .at("/items")) {
            if (item.at("/from").asText().equals(people.get(other).id().toString())) {
                return item.at("/id").asText();
            }
        }
        return "7";
    }

    private Set<String> contacts(int of) {
        JsonNode changes =
                people.get(of).rest().get("/v1/contacts?limit=1000").expect(200).json();
        return others(changes.at("/items").findValuesAsText("userId"));
    }

    private Set<String> listed(String path, int of) {
        List<String> ids = new ArrayList<>();
        people.get(of)
                .rest()
                .get(path + "?limit=200")
                .expect(200)
                .json()
                .at("/items")
                .forEach(item -> ids.add(item.at("/userId").asText()));
        return others(ids);
    }

    private Set<String> requests(int of) {
        List<String> ids = new ArrayList<>();
        people.get(of)
                .rest()
                .get("/v1/contacts/requests?limit=200")
                .expect(200)
                .json()
                .at("/items")
                .forEach(item -> ids.add(item.at("/from").asText()));
        return others(ids);
    }

    private static Set<String> others(List<String> ids) {
        return ids.stream().collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> from(Set<String> pairs, int one) {
        return pairs.stream()
                .filter(pair -> pair.startsWith(one + ">"))
                .map(pair -> idOf(pair.substring(2)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> to(Set<String> pairs, int other) {
        return pairs.stream()
                .filter(pair -> pair.endsWith(">" + other))
                .map(pair -> idOf(pair.substring(0, 1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String idOf(String index) {
        return people.get(Integer.parseInt(index)).id().toString();
    }

    private static String pair(int one, int other) {
        return one + ">" + other;
    }
}
