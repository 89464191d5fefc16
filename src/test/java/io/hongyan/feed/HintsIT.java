package io.hongyan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What open sockets hear of new posts.
final class HintsIT {

    /// `feed.hintEvery`.
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final TestServer server = TestServer.shared();
    private final TestUser author = server.user("author");
    private final TestUser fan = server.user("fan");
    private final TestUser stranger = server.user("stranger");

    @BeforeEach
    void awaitNeo4j() {
        Relations.awaitNeo4j(server);
        Feeds.awaitSpread(server);
        Feeds.follow(fan, author);
    }

    @Test
    void whoFollowsAnAuthorWhosePostsAreWrittenHearsHowManyAreUnread() {
        try (TestSocket socket = TestSocket.connect(server, fan);
                TestSocket strangers = TestSocket.connect(server, stranger)) {
            awaitPresence(fan);
            Feeds.post(author, "first");

            assertThat(socket.frame("feed").path("unread").asInt()).isEqualTo(1);
            Feeds.post(author, "second");
            Feeds.post(author, "third");
            socket.frame(
                    "the number of all three",
                    frame -> isFeed(frame) && frame.path("unread").asInt() == 3);
            assertThat(strangers.frames()).noneMatch(HintsIT::isFeed);
        }
    }

    @Test
    void whoFollowsAnAuthorWhosePostsAreReadHearsThatThereIsOne() {
        Feeds.override(server, author, "read");
        try (TestSocket socket = TestSocket.connect(server, fan);
                TestSocket strangers = TestSocket.connect(server, stranger)) {
            String post = Feeds.post(author, "to all");

            assertThat(socket.frame("feed").has("unread")).isFalse();
            assertThat(Feeds.home(fan, 1)).containsExactly(post);
            assertThat(strangers.frames()).noneMatch(HintsIT::isFeed);
        }
    }

    @Test
    void nobodyHearsOfWhatIsNotForThem() {
        Relations.befriend(author, stranger);
        Feeds.follow(stranger, author);
        try (TestSocket socket = TestSocket.connect(server, fan);
                TestSocket friends = TestSocket.connect(server, stranger)) {
            awaitPresence(stranger);
            for (String way : List.of("read", "write")) {
                Feeds.override(server, author, way);
                int before = hints(friends);
                Feeds.post(author, "for myself", "self");
                Feeds.post(author, "for friends", "friends");
                await("the friend hears").until(() -> hints(friends) > before);
            }

            // Would have been told in the same turn.
            assertThat(hints(socket)).isZero();
        }
    }

    @Test
    void aStormOfPostsIsAFewHints() {
        try (TestSocket socket = TestSocket.connect(server, fan)) {
            awaitPresence(fan);
            long begin = System.nanoTime();
            int posts = 30;
            for (int number = 0; number < posts; number++) {
                Feeds.post(author, "post " + number);
            }

            socket.frame(
                    "the last number",
                    frame -> isFeed(frame) && frame.path("unread").asInt() == posts);
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(hints(socket)).isLessThanOrEqualTo((int) taken.dividedBy(EVERY) + 1);
        }
    }

    /// A hint for those whose timeline is written goes to whom Redis has as connected.
    private void awaitPresence(TestUser user) {
        try (var redis = server.redis()) {
            await("presence").until(() -> redis.exists("presence:" + user.id()));
        }
    }

    private static int hints(TestSocket socket) {
        return (int) socket.frames().stream().filter(HintsIT::isFeed).count();
    }

    private static boolean isFeed(JsonNode frame) {
        return frame.path("t").asText().equals("feed");
    }
}
