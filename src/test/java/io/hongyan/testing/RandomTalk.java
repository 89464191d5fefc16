package io.hongyan.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A seeded history of a few people in a few groups, over REST: they talk, mention, read, mute, pin, hide, recall, come
/// and go, while an administrator changes how the groups are fanned out. What a step is answered doesn't matter: some
/// are refused.
public final class RandomTalk {

    /// Another mode every now and then.
    public static final String SWITCHING = "switching";

    private static final List<String> MODES = List.of("read", "write", "auto");

    private final TestServer server;
    private final Random random;
    private final @Nullable String mode;
    private final List<TestUser> people;
    private final List<String> groups = new ArrayList<>();
    private int said;

    /// Makes the people and their groups.
    public RandomTalk(TestServer server, long seed, int people, int groups) {
        this(server, seed, people, groups, null);
    }

    /// The same with groups that are always fanned out by `mode`, and nobody hides any: the same seed then comes to the
    /// same under every mode. Null switches at random, and people hide groups too.
    public RandomTalk(TestServer server, long seed, int people, int groups, @Nullable String mode) {
        this.server = server;
        this.random = new Random(seed);
        this.mode = mode;
        this.people = server.users("talk" + seed, people);
        String first = mode == null || mode.equals(SWITCHING) ? "auto" : mode;
        for (int group = 0; group < groups; group++) {
            List<String> members = this.people.subList(1, people).stream()
                    .filter(_ -> random.nextInt(3) > 0)
                    .map(user -> user.id().toString())
                    .toList();
            this.groups.add(this.people
                    .getFirst()
                    .rest()
                    .post("/v1/conversations", Map.of("kind", "group", "title", "talk", "memberIds", members))
                    .expect(201)
                    .text("/id"));
            fanOut("/v1/conversations/" + this.groups.getLast(), first);
        }
    }

    private void fanOut(String group, String wanted) {
        server.administrator()
                .put(group.replace("/v1/", "/v1/admin/") + "/fanout", Map.of("mode", wanted))
                .expect(200);
    }

    private RandomTalk(TestServer server, Random random, List<TestUser> people, List<String> groups, int said) {
        this.server = server;
        this.random = random;
        this.people = people;
        this.mode = null;
        this.groups.addAll(groups);
        this.said = said;
    }

    /// The same talk among the same people, at a server that has started since.
    public RandomTalk on(TestServer server, List<TestUser> people) {
        return new RandomTalk(server, random, people, groups, said);
    }

    public List<TestUser> people() {
        return people;
    }

    public List<String> groups() {
        return groups;
    }

    /// So many more steps.
    public void go(int steps) {
        for (int step = 0; step < steps; step++) {
            step();
        }
    }

    private void step() {
        TestUser user = people.get(random.nextInt(people.size()));
        TestUser other = people.get(random.nextInt(people.size()));
        TestUser owner = people.getFirst();
        String group = "/v1/conversations/" + groups.get(random.nextInt(groups.size()));
        long seq = 1L + random.nextInt(1 + said);
        switch (random.nextInt(24)) {
            case 0, 1 -> user.rest().put(group + "/read", Map.of("seq", seq));
            case 2 -> user.rest().put(group + "/unread", Map.of());
            case 3 -> user.rest().patch(group + "/settings", Map.of("muted", random.nextBoolean()));
            case 4 -> user.rest().patch(group + "/settings", Map.of("pinned", random.nextBoolean()));
            case 5 -> {
                // Hiding reads what the view shows, which may be behind.
                if (mode == null) {
                    user.rest().patch(group + "/settings", Map.of("hidden", true));
                }
            }
            case 6, 7 -> owner.rest().delete(group + "/messages/" + seq);
            case 8 -> user.rest().delete(group + "/members/me");
            case 9 -> owner.rest().delete(group + "/members/" + other.id());
            case 10, 11, 12 ->
                owner.rest()
                        .post(group + "/members", Map.of("userIds", List.of(other.id().toString())));
            case 13 -> owner.rest().patch(group + "/members/" + other.id(), Map.of("role", "admin"));
            case 14 -> {
                String wanted = MODES.get(random.nextInt(MODES.size()));
                if (mode == null || mode.equals(SWITCHING)) {
                    fanOut(group, wanted);
                }
            }
            default -> send(user, group, other);
        }
    }

    /// What everybody is shown in the end, without the ids, which are others every time.
    public List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (TestUser user : people) {
            for (String group : groups) {
                Answer answer = user.rest().get("/v1/conversations/" + group);
                JsonNode conversation = answer.json();
                shown.add(answer.status() != 200
                        ? "out"
                        : "%s head %s unread %s mentions %s muted %s pinned %s joined %s %s"
                                .formatted(
                                        conversation.path("role"),
                                        conversation.at("/head/seq"),
                                        conversation.path("unread"),
                                        conversation.path("mentions"),
                                        conversation.path("muted"),
                                        conversation.path("pinned"),
                                        conversation.path("joinedSeq"),
                                        entries(user, group)));
            }
        }
        return shown;
    }

    private List<String> entries(TestUser user, String group) {
        List<String> entries = new ArrayList<>();
        user.rest()
                .get("/v1/conversations/" + group + "/entries?limit=200")
                .expect(200)
                .json()
                .path("items")
                .forEach(entry -> entries.add(entry.path("seq") + " " + entry.path("type") + " "
                        + entry.at("/body/text") + entry.path("recalled") + entry.path("target")));
        return entries;
    }

    private void send(TestUser user, String group, TestUser mentioned) {
        Map<String, Object> message = new HashMap<>(Map.of(
                "clientId", "talk-" + random.nextLong(), "kind", "text", "body", Map.of("text", "hello " + said)));
        switch (random.nextInt(5)) {
            case 0 -> message.put("mentions", List.of("all"));
            case 1 -> message.put("mentions", List.of(mentioned.id().toString()));
            default -> {}
        }
        int times = random.nextInt(6) == 0 ? 2 : 1;
        for (int i = 0; i < times; i++) {
            user.rest().post(group + "/messages", message);
        }
        said++;
    }
}
