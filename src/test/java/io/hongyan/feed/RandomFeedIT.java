package io.hongyan.feed;

import io.hongyan.relation.Relations;
import io.hongyan.standalone.EngineName;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

import static io.hongyan.feed.Feeds.home;
import static io.hongyan.feed.Feeds.list;
import static io.hongyan.feed.Feeds.onTheirWay;
import static io.hongyan.feed.Feeds.post;
import static io.hongyan.feed.Feeds.unread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Random people post, hand on, delete, follow, block and befriend each other, and an administrator says who pays for
/// whose posts; everybody is shown exactly what sets say they are.
///
/// An author of three followers is a big V here, and a timeline in Redis keeps five posts, so that all borders are
/// crossed all the time.
@Tag("apart")
final class RandomFeedIT {

    private static final int BIG_V = 2;
    private static final int LENGTH = 5;
    private static final int PEOPLE = 6;
    private static final int STEPS = 160;
    private static final int STEPS_BETWEEN_LOOKS = 8;
    private static final int CROSSINGS = 10;
    private static final int POSTS_BETWEEN_CROSSINGS = 3;

    private static TestServer server;

    private List<TestUser> people = List.of();
    private FeedModel model = new FeedModel(BIG_V);

    @BeforeAll
    static void start() {
        server = TestServer.start(
                Map.of("HONGYAN_FEED_BIG_V", Integer.toString(BIG_V), "HONGYAN_FEED_LENGTH", Integer.toString(LENGTH)));
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

        String meanwhile;
        server.engines().stop(EngineName.REDIS);
        try {
            assertThat(home(reader, 1)).containsExactly(lost, first);
            meanwhile = post(author, "while Redis is away");
            assertThat(home(reader, 2)).containsExactly(meanwhile, lost, first);
            assertThat(onTheirWay(server)).isEqualTo(1);
        } finally {
            server.engines().start(EngineName.REDIS);
        }

        await().untilAsserted(() -> assertThat(home(reader, 1)).containsExactly(meanwhile, lost, first));
        Feeds.awaitSpread(server);
        assertThat(home(reader, 50)).containsExactly(meanwhile, lost, first);
    }

    @Test
    @Tag("long")
    void postingGoesOnWhileNeo4jIsAwayTheWayItWentBefore() throws InterruptedException {
        TestUser author = server.user("author");
        TestUser reader = server.user("reader");
        hasFollowedForLong(reader, author);
        String before = post(author, "before");
        assertThat(home(reader, 50)).containsExactly(before);

        String meanwhile;
        server.engines().stop(EngineName.NEO4J);
        try {
            meanwhile = post(author, "meanwhile");
            // Whom they follow is remembered.
            assertThat(home(reader, 50)).containsExactly(meanwhile, before);
        } finally {
            server.engines().start(EngineName.NEO4J);
        }
        Relations.awaitNeo4j(server);

        Feeds.awaitSpread(server);
        assertThat(home(reader, 50)).containsExactly(meanwhile, before);
        assertThat(Feeds.generation(server, author)).isZero();
    }

    /// Of whoever has just begun to follow the server hears once more, and then forgets whom they follow.
    private static void hasFollowedForLong(TestUser user, TestUser author) {
        try (Driver driver = Relations.driver(server);
                Session session = driver.session()) {
            session.run(
                            """
                            MERGE (user:User {id: $user}) MERGE (author:User {id: $author})
                            CREATE (user)-[:FOLLOWS {source: $user, target: $author, number: 1, since: 0}]->(author)
                            """,
                            Map.of(
                                    "user",
                                    user.id().value(),
                                    "author",
                                    author.id().value()))
                    .consume();
        }
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

    @Test
    void whoeverLooksWhileAnAuthorGoesFromOneWayToTheOtherMissesNothing() throws Exception {
        TestUser author = server.user("crossing");
        List<TestUser> comingAndGoing = server.users("fickle", BIG_V);
        TestUser reader = server.user("steady");
        Feeds.follow(reader, author);
        List<String> answered = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> posting = threads.submit(() -> {
                for (int time = 0; time < CROSSINGS; time++) {
                    boolean comes = time % 2 == 0;
                    comingAndGoing.forEach(fan -> {
                        if (comes) {
                            Feeds.follow(fan, author);
                        } else {
                            Feeds.unfollow(fan, author);
                        }
                    });
                    for (int number = 0; number < POSTS_BETWEEN_CROSSINGS; number++) {
                        answered.add(post(author, time + " " + number));
                    }
                }
            });
            int size = 1;
            boolean last;
            do {
                last = posting.isDone();
                List<String> before = List.copyOf(answered);
                List<String> shown = home(reader, size);
                assertThat(shown.subList(shown.size() - before.size(), shown.size()))
                        .isEqualTo(before.reversed());
                size = size % 7 + 1;
            } while (!last);
            posting.get();
        }

        assertThat(home(reader, 50)).isEqualTo(answered.reversed());
        assertThat(Feeds.generation(server, author)).isEqualTo(CROSSINGS);
    }

    private void run(long seed) {
        people = server.users("feed" + seed, PEOPLE);
        model = new FeedModel(BIG_V);
        Random random = new Random(seed);
        crossTwice(0);
        for (int step = 1; step <= STEPS; step++) {
            step(random);
            if (step % STEPS_BETWEEN_LOOKS == 0) {
                look(random.nextInt(PEOPLE), "seed %d, step %d".formatted(seed, step));
                lookMeanwhile(random, "seed %d, step %d".formatted(seed, step));
            }
        }
        for (int reader = 0; reader < PEOPLE; reader++) {
            look(reader, "seed %d, in the end".formatted(seed));
            assertThat(Feeds.generation(server, people.get(reader)))
                    .as("seed %d, ways of %d", seed, reader)
                    .isEqualTo(model.generation(reader));
        }
        try (RedisClient redis = server.redis()) {
            // One member more says how far down it is whole.
            people.forEach(
                    person -> assertThat(redis.zcard("feed:" + person.id())).isLessThanOrEqualTo(LENGTH + 1));
        }
        assertThat(model.crossedTo()).as("seed %d", seed).containsExactlyInAnyOrder(FeedModel.Way.values());
        int reader = random.nextInt(PEOPLE);
        List<String> expected = model.homeIds(reader);
        for (int size = 1; size <= expected.size() + 1; size++) {
            assertThat(home(people.get(reader), size))
                    .as("seed %d, %d by %d", seed, reader, size)
                    .isEqualTo(expected);
        }
    }

    /// All the others come, and go again.
    private void crossTwice(int author) {
        for (int other = 1; other < PEOPLE; other++) {
            Feeds.follow(people.get(other), people.get(author));
            model.follow(other, author);
        }
        publish(author, "everyone");
        look(1, "after all have come");
        for (int other = 1; other < PEOPLE; other++) {
            Feeds.unfollow(people.get(other), people.get(author));
            model.unfollow(other, author);
        }
        publish(author, "everyone");
        look(author, "after all have gone");
    }

    private void publish(int author, String visibility) {
        String id = post(people.get(author), "hello", visibility);
        model.post(new FeedModel.Posted(id, author, visibility, null));
    }

    private void look(int reader, String what) {
        List<String> expected = model.homeIds(reader);
        TestUser user = people.get(reader);
        assertThat(home(user, 200)).as("%s, %d", what, reader).isEqualTo(expected);
        assertThat(home(user, 3)).as("%s, %d by 3", what, reader).isEqualTo(expected);
        assertThat(unread(user)).as("%s, %d unread", what, reader).isEqualTo(model.unread(reader));
        assertThat(originals(user)).as("%s, %d handed on", what, reader).isEqualTo(model.originals(reader));
        int author = (reader + 1) % PEOPLE;
        assertThat(list(user, "/v1/users/" + people.get(author).id() + "/posts", 4))
                .as("%s, %d of %d", what, reader, author)
                .isEqualTo(model.ids(reader, author));
    }

    /// What was there all the time is on one of the pages, and nothing is that never was.
    private void lookMeanwhile(Random random, String what) {
        int reader = random.nextInt(PEOPLE);
        Set<String> always = new LinkedHashSet<>(model.homeIds(reader));
        Set<String> ever = new LinkedHashSet<>(always);
        List<String> shown = list(people.get(reader), "/v1/feed", 1 + random.nextInt(3), () -> {
            step(random);
            List<String> now = model.homeIds(reader);
            always.retainAll(now);
            ever.addAll(now);
        });
        assertThat(shown)
                .as("%s, %d meanwhile", what, reader)
                .containsAll(always)
                .isSubsetOf(ever);
        assertThat(shown)
                .isSortedAccordingTo(Comparator.comparingLong((String id) -> Long.parseLong(id))
                        .reversed());
    }

    /// The posts that those of a home timeline hand on, as far as they are shown.
    private static List<String> originals(TestUser reader) {
        return reader.rest().get("/v1/feed?limit=200").expect(200).json().findValues("original").stream()
                .map(original -> original.path("id").asText())
                .toList();
    }

    private void step(Random random) {
        int one = random.nextInt(PEOPLE);
        int other = (one + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
        TestUser user = people.get(one);
        String id = people.get(other).id().toString();
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 ->
                publish(one, List.of("everyone", "everyone", "friends", "self").get(random.nextInt(4)));
            case 5, 6 -> handOn(one, random);
            case 7 -> delete(one);
            case 8, 9, 10, 11, 12 -> {
                boolean apart = model.areApart(one, other);
                user.rest().put("/v1/following/" + id, Map.of()).expect(apart ? 403 : 204);
                if (!apart) {
                    model.follow(one, other);
                }
            }
            case 13, 14 -> {
                user.rest().delete("/v1/following/" + id).expect(204);
                model.unfollow(one, other);
            }
            case 15 -> {
                user.rest().put("/v1/blocks/" + id, Map.of()).expect(204);
                model.block(one, other);
            }
            case 16 -> {
                user.rest().delete("/v1/blocks/" + id).expect(204);
                model.unblock(one, other);
            }
            case 17 -> {
                if (!model.areApart(one, other)) {
                    Relations.befriend(user, people.get(other));
                    model.befriend(one, other);
                }
            }
            case 18 -> {
                user.rest().delete("/v1/contacts/" + id).expect(204);
                model.remove(one, other);
            }
            default -> {
                String mode = List.of("auto", "auto", "read", "write").get(random.nextInt(4));
                Feeds.override(server, user, mode);
                model.override(one, mode.equals("auto") ? null : FeedModel.Way.valueOf(mode.toUpperCase(Locale.ROOT)));
            }
        }
    }

    /// Any post that they see, also one that hands on another itself.
    private void handOn(int author, Random random) {
        List<FeedModel.Posted> seen = model.seen(author);
        if (seen.isEmpty()) {
            return;
        }
        FeedModel.Posted wanted = seen.get(random.nextInt(seen.size()));
        String id = wanted.repostOf() == null ? wanted.id() : wanted.repostOf();
        Optional<FeedModel.Posted> original =
                seen.stream().filter(post -> post.id().equals(id)).findFirst();
        int expected = original.map(post -> post.visibility().equals("everyone") ? 201 : 403)
                .orElse(404);
        Answer answer = people.get(author)
                .rest()
                .post("/v1/posts", Map.of("repostOf", wanted.id()))
                .expect(expected);
        if (expected == 201) {
            model.post(new FeedModel.Posted(answer.text("/id"), author, "everyone", id));
        }
    }

    private void delete(int author) {
        FeedModel.Posted post = model.first(author);
        if (post != null) {
            people.get(author).rest().delete("/v1/posts/" + post.id()).expect(204);
            model.delete(post);
        }
    }
}
