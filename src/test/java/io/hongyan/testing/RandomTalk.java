package io.hongyan.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    /// Who is in each group, and up to which entry something was said there: nobody marks what they aren't in, or what
    /// isn't there, since the server would wait a second for it.
    private final Map<String, Set<UserId>> members = new HashMap<>();

    private final Map<String, Long> heads = new HashMap<>();
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
            List<TestUser> chosen = this.people.subList(1, people).stream()
                    .filter(_ -> random.nextInt(3) > 0)
                    .toList();
            List<String> ids = chosen.stream().map(user -> user.id().toString()).toList();
            this.groups.add(this.people
                    .getFirst()
                    .rest()
                    .post("/v1/conversations", Map.of("kind", "group", "title", "talk", "memberIds", ids))
                    .expect(201)
                    .text("/id"));
            Set<UserId> in = new HashSet<>(List.of(this.people.getFirst().id()));
            chosen.forEach(user -> in.add(user.id()));
            members.put(this.groups.getLast(), in);
            fanOut("/v1/conversations/" + this.groups.getLast(), first);
        }
    }

    private void fanOut(String group, String wanted) {
        server.administrator()
                .put(group.replace("/v1/", "/v1/admin/") + "/fanout", Map.of("mode", wanted))
                .expect(200);
    }

    private RandomTalk(TestServer server, RandomTalk before, List<TestUser> people) {
        this.server = server;
        this.random = before.random;
        this.mode = before.mode;
        this.people = people;
        this.groups.addAll(before.groups);
        this.members.putAll(before.members);
        this.heads.putAll(before.heads);
        this.said = before.said;
    }

    /// The same talk among the same people, at a server that has started since.
    public RandomTalk on(TestServer server, List<TestUser> people) {
        return new RandomTalk(server, this, people);
    }

    public List<TestUser> people() {
        return people;
    }

    public List<String> groups() {
        return groups;
    }

    /// Leaves the first of the people alone in every group, who says something there.
    public void disperse() {
        TestUser owner = people.getFirst();
        for (String group : groups) {
            for (TestUser other : people.subList(1, people.size())) {
                if (in(group).remove(other.id())) {
                    owner.rest().delete(path(group) + "/members/" + other.id()).expect(204);
                }
            }
            speak(owner, group);
        }
    }

    /// Brings everybody into every group, and the first of them says something there.
    public void gather() {
        TestUser owner = people.getFirst();
        List<UserId> all = people.stream().map(TestUser::id).toList();
        for (String group : groups) {
            owner.rest().post(path(group) + "/members", Map.of("userIds", all)).expect(200);
            in(group).addAll(all);
            speak(owner, group);
        }
    }

    private void speak(TestUser user, String group) {
        heads.put(group, Chats.say(user, group).expect(201).json().path("seq").asLong());
    }

    /// How the groups are fanned out, as the first of the people is shown once they have all that was said.
    public Set<String> fanouts() {
        Set<String> fanouts = new HashSet<>();
        for (String group : groups) {
            await().untilAsserted(() -> {
                JsonNode shown =
                        people.getFirst().rest().get(path(group)).expect(200).json();
                assertThat(shown.at("/head/seq").asLong()).isGreaterThanOrEqualTo(heads.getOrDefault(group, 0L));
                fanouts.add(shown.path("fanout").asText());
            });
        }
        return fanouts;
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
        String group = groups.get(random.nextInt(groups.size()));
        long seq = 1 + random.nextLong(heads.getOrDefault(group, 1L));
        boolean flag = random.nextBoolean();
        String wanted = MODES.get(random.nextInt(MODES.size()));
        int what = random.nextInt(24);
        if (what < 6) {
            if (in(group).contains(user.id())) {
                // Hiding reads what the view shows, which may be behind.
                mark(user, path(group), what, seq, flag, mode == null);
            }
        } else if (what < 14) {
            change(user, other, group, what, seq);
        } else if (what > 14) {
            send(user, group, other);
        } else if (mode == null || mode.equals(SWITCHING)) {
            fanOut(path(group), wanted);
        }
    }

    /// Who has just come into a group may have to wait until their mailbox has it.
    private static void mark(TestUser user, String path, int what, long seq, boolean flag, boolean hides) {
        if (what < 5 || hides) {
            await().pollDelay(Duration.ZERO)
                    .until(() -> marked(user, path, what, seq, flag).status() != 404);
        }
    }

    private static Answer marked(TestUser user, String path, int what, long seq, boolean flag) {
        return switch (what) {
            case 0, 1 -> user.rest().put(path + "/read", Map.of("seq", seq));
            case 2 -> user.rest().put(path + "/unread", Map.of());
            case 3 -> user.rest().patch(path + "/settings", Map.of("muted", flag));
            case 4 -> user.rest().patch(path + "/settings", Map.of("pinned", flag));
            default -> user.rest().patch(path + "/settings", Map.of("hidden", true));
        };
    }

    private void change(TestUser user, TestUser other, String group, int what, long seq) {
        TestUser owner = people.getFirst();
        switch (what) {
            case 6, 7 -> owner.rest().delete(path(group) + "/messages/" + seq);
            case 8 -> {
                if (!user.equals(owner) && in(group).remove(user.id())) {
                    await().pollDelay(Duration.ZERO)
                            .until(() -> user.rest()
                                            .delete(path(group) + "/members/me")
                                            .status()
                                    == 204);
                }
            }
            case 9 -> {
                if (!other.equals(owner) && in(group).remove(other.id())) {
                    owner.rest().delete(path(group) + "/members/" + other.id()).expect(204);
                }
            }
            case 13 -> owner.rest().patch(path(group) + "/members/" + other.id(), Map.of("role", "admin"));
            default -> {
                List<String> ids = List.of(other.id().toString());
                owner.rest()
                        .post(path(group) + "/members", Map.of("userIds", ids))
                        .expect(200);
                in(group).add(other.id());
            }
        }
    }

    private Set<UserId> in(String group) {
        return members.getOrDefault(group, new HashSet<>());
    }

    private static String path(String group) {
        return "/v1/conversations/" + group;
    }

    /// What everybody is shown in the end, without the ids, which are others every time.
    public List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (TestUser user : people) {
            for (String group : groups) {
                Answer answer = user.rest().get(path(group));
                if (answer.status() == 200) {
                    JsonNode entries = entries(user, group);
                    requireMarked(entries);
                    shown.add(answer.json().path("role") + " " + line(answer.json(), entries));
                } else {
                    shown.add("out");
                }
            }
        }
        return shown;
    }

    /// History has to mark as recalled what an entry of it recalls, and nothing else.
    private static void requireMarked(JsonNode entries) {
        Set<Long> recalled = recalled(entries);
        for (JsonNode entry : entries) {
            boolean marked = entry.path("recalled").asBoolean();
            if (entry.path("type").asText().equals("message")
                    && marked != recalled.contains(entry.path("seq").asLong())) {
                throw new AssertionError(marked ? "marked as recalled: " + entry : "not marked as recalled: " + entry);
            }
        }
    }

    private static Set<Long> recalled(Iterable<JsonNode> entries) {
        Set<Long> recalled = new HashSet<>();
        entries.forEach(entry -> {
            if (entry.path("type").asText().equals("recall")) {
                recalled.add(entry.path("target").asLong());
            }
        });
        return recalled;
    }

    /// One conversation as it is shown to somebody who has these entries of it.
    public static String line(JsonNode conversation, Iterable<JsonNode> entries) {
        Set<Long> recalled = recalled(entries);
        List<String> timeline = new ArrayList<>();
        entries.forEach(entry -> {
            boolean gone = recalled.contains(entry.path("seq").asLong());
            timeline.add("%s %s %s%s"
                    .formatted(
                            entry.path("seq"),
                            entry.path("type"),
                            gone ? "recalled" : entry.at("/body/text"),
                            entry.path("target")));
        });
        return "unread %s mentions %s muted %s pinned %s joined %s %s"
                .formatted(
                        conversation.path("unread"),
                        conversation.path("mentions"),
                        conversation.path("muted"),
                        conversation.path("pinned"),
                        conversation.path("joinedSeq"),
                        timeline);
    }

    private static JsonNode entries(TestUser user, String group) {
        return user.rest()
                .get(path(group) + "/entries?limit=200")
                .expect(200)
                .json()
                .path("items");
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
            Answer answer = user.rest().post(path(group) + "/messages", message);
            if (answer.status() < 300) {
                heads.merge(group, answer.json().path("seq").asLong(), Math::max);
            }
        }
        said++;
    }
}
