package io.hongyan.feed;

import io.hongyan.relation.Relations;
import io.hongyan.standalone.EngineName;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

import static io.hongyan.feed.Feeds.home;
import static io.hongyan.feed.Feeds.list;
import static io.hongyan.feed.Feeds.onTheirWay;
import static io.hongyan.feed.Feeds.post;
import static io.hongyan.feed.Feeds.unread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Random people post, follow, block and befriend each other; everybody is shown exactly what sets say they are.
///
/// An author of three followers is a big V here, and a timeline in Redis keeps five posts, so that all borders are
/// crossed all the time.
final class RandomFeedIT {

    private static final int PEOPLE = 6;
    private static final int STEPS = 120;
    private static final int STEPS_BETWEEN_LOOKS = 8;

    private static TestServer server;

    private List<TestUser> people = List.of();

    /// As pairs "one>other".
    private final Set<String> follows = new HashSet<>();

    private final Set<String> blocks = new HashSet<>();
    private final Set<String> contacts = new HashSet<>();
    private final List<Posted> posts = new ArrayList<>();

    private record Posted(String id, int author, String visibility) {}

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("HONGYAN_FEED_BIG_V", "2", "HONGYAN_FEED_LENGTH", "5"));
        Relations.awaitNeo4j(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everybodySeesWhatTheyShouldByPagesOfAnySize() {
        run(1);
    }

    @ParameterizedTest
    @Tag("apart")
    @Tag("long")
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everybodySeesWhatTheyShouldByPagesOfAnySize(long seed) {
        run(seed);
    }

    @Test
    void aTimelineThatRedisHasOnlyFromBeforeIsNotBelieved() throws InterruptedException {
        TestUser author = server.user("author");
        TestUser reader = server.user("reader");
        Feeds.follow(reader, author);
        String first = post(author, "first");
        assertThat(home(reader, 50)).containsExactly(first);
        try (RedisClient redis = server.redis()) {
            redis.sendCommand(Protocol.Command.SAVE);
            // Else it would save once more when it is stopped, as it can't when it is killed.
            redis.sendCommand(Protocol.Command.CONFIG, "SET", "save", "");
        }
        String lost = post(author, "lost with the last seconds of Redis");
        Feeds.awaitSpread(server);

        server.engines().stop(EngineName.REDIS);
        assertThat(home(reader, 1)).containsExactly(lost, first);
        String meanwhile = post(author, "while Redis is away");
        assertThat(home(reader, 2)).containsExactly(meanwhile, lost, first);
        assertThat(onTheirWay(server)).isEqualTo(1);
        server.engines().start(EngineName.REDIS);

        await().untilAsserted(() -> assertThat(home(reader, 1)).containsExactly(meanwhile, lost, first));
        Feeds.awaitSpread(server);
        assertThat(home(reader, 50)).containsExactly(meanwhile, lost, first);
    }

    @Test
    void anAuthorWhoIsReadReachesThoseWhoFollowAtOnceAndWritesNothing() {
        TestUser author = server.user("big");
        List<TestUser> readers = server.users("fan", 3);
        readers.forEach(reader -> Feeds.follow(reader, author));
        // What other tests have posted.
        Feeds.awaitSpread(server);

        String post = post(author, "to all of you");

        assertThat(onTheirWay(server)).isZero();
        readers.forEach(reader -> assertThat(home(reader, 50)).containsExactly(post));
    }

    private void run(long seed) {
        people = server.users("feed" + seed, PEOPLE);
        Random random = new Random(seed);
        for (int step = 1; step <= STEPS; step++) {
            step(random);
            if (step % STEPS_BETWEEN_LOOKS == 0) {
                look(random.nextInt(PEOPLE), "seed %d, step %d".formatted(seed, step));
            }
        }
        for (int reader = 0; reader < PEOPLE; reader++) {
            look(reader, "seed %d, in the end".formatted(seed));
        }
        int reader = random.nextInt(PEOPLE);
        List<String> expected = expected(reader);
        for (int size = 1; size <= expected.size() + 1; size++) {
            assertThat(home(people.get(reader), size))
                    .as("seed %d, %d by %d", seed, reader, size)
                    .isEqualTo(expected);
        }
    }

    private void look(int reader, String what) {
        List<String> expected = expected(reader);
        assertThat(home(people.get(reader), 200)).as("%s, %d", what, reader).isEqualTo(expected);
        assertThat(home(people.get(reader), 3)).as("%s, %d by 3", what, reader).isEqualTo(expected);
        assertThat(unread(people.get(reader))).as("%s, %d unread", what, reader).isEqualTo(others(reader));
        int author = (reader + 1) % PEOPLE;
        assertThat(list(people.get(reader), "/v1/users/" + people.get(author).id() + "/posts", 4))
                .as("%s, %d of %d", what, reader, author)
                .isEqualTo(newestFirst(posts.stream()
                        .filter(post -> post.author() == author && sees(reader, post))
                        .toList()));
    }

    private void step(Random random) {
        int one = random.nextInt(PEOPLE);
        int other = (one + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
        TestUser user = people.get(one);
        String id = people.get(other).id().toString();
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> {
                String visibility =
                        List.of("everyone", "everyone", "friends", "self").get(random.nextInt(4));
                posts.add(new Posted(post(user, "post " + posts.size(), visibility), one, visibility));
            }
            case 5 -> {
                posts.stream().filter(post -> post.author() == one).findAny().ifPresent(post -> {
                    user.rest().delete("/v1/posts/" + post.id()).expect(204);
                    posts.remove(post);
                });
            }
            case 6, 7, 8, 9 -> {
                boolean apart = blocks.contains(one + ">" + other) || blocks.contains(other + ">" + one);
                user.rest().put("/v1/following/" + id, Map.of()).expect(apart ? 403 : 204);
                if (!apart) {
                    follows.add(one + ">" + other);
                }
            }
            case 10, 11 -> {
                user.rest().delete("/v1/following/" + id).expect(204);
                follows.remove(one + ">" + other);
            }
            case 12 -> {
                user.rest().put("/v1/blocks/" + id, Map.of()).expect(204);
                blocks.add(one + ">" + other);
                follows.remove(one + ">" + other);
                follows.remove(other + ">" + one);
            }
            case 13 -> {
                user.rest().delete("/v1/blocks/" + id).expect(204);
                blocks.remove(one + ">" + other);
            }
            case 14 -> {
                if (!blocks.contains(one + ">" + other) && !blocks.contains(other + ">" + one)) {
                    Relations.befriend(user, people.get(other));
                    contacts.add(one + ">" + other);
                    contacts.add(other + ">" + one);
                }
            }
            default -> {
                user.rest().delete("/v1/contacts/" + id).expect(204);
                contacts.remove(one + ">" + other);
            }
        }
    }

    private boolean sees(int reader, Posted post) {
        int author = post.author();
        if (reader == author) {
            return true;
        }
        boolean apart = blocks.contains(reader + ">" + author) || blocks.contains(author + ">" + reader);
        return !apart
                && switch (post.visibility()) {
                    case "everyone" -> true;
                    case "friends" -> contacts.contains(author + ">" + reader);
                    default -> false;
                };
    }

    private List<Posted> timeline(int reader) {
        return posts.stream()
                .filter(post -> post.author() == reader || follows.contains(reader + ">" + post.author()))
                .filter(post -> sees(reader, post))
                .toList();
    }

    private List<String> expected(int reader) {
        return newestFirst(timeline(reader));
    }

    private int others(int reader) {
        return (int) timeline(reader).stream()
                .filter(post -> post.author() != reader)
                .count();
    }

    private static List<String> newestFirst(List<Posted> oldestFirst) {
        return oldestFirst.reversed().stream().map(Posted::id).toList();
    }
}
