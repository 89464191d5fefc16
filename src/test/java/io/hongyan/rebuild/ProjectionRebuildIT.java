package io.hongyan.rebuild;

import io.hongyan.infra.Progress;
import io.hongyan.projection.Reprojection;
import io.hongyan.streams.log.Topics;
import io.hongyan.sync.inbox.InboxRebuild;
import io.hongyan.testing.LogWriter;
import io.hongyan.testing.RandomTalk;
import io.hongyan.testing.SyncClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.hongyan.verify.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What is destroyed in PostgreSQL and Redis comes back from the log, while the server runs.
final class ProjectionRebuildIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// The rows of some conversations, without what a rebuild may find elsewhere: a member's position is that of the
    /// mailbox now, and a message has shown again what was hidden.
    private static final Map<String, String> ROWS = Map.of(
            "entry",
            "SELECT to_jsonb(entry)::text FROM entry WHERE conversation = ANY (:ids) ORDER BY 1",
            "month",
            "SELECT to_jsonb(entry_month)::text FROM entry_month WHERE conversation = ANY (:ids) ORDER BY 1",
            "head",
            "SELECT to_jsonb(head)::text FROM head WHERE conversation = ANY (:ids) ORDER BY 1",
            "conversation",
            "SELECT to_jsonb(conversation)::text FROM conversation WHERE id = ANY (:ids) ORDER BY 1",
            "member",
            "SELECT (to_jsonb(member) - 'position' - 'hidden')::text FROM member"
                    + " WHERE conversation = ANY (:ids) ORDER BY 1");

    private final TestServer server = TestServer.shared();
    private final Jdbi jdbi = server.jdbi().installPlugin(new SqlObjectPlugin());

    @Test
    @Tag("long")
    void whatIsDestroyedComesBackAlsoAfterARebuildThatWasKilledAndWhatIsOlderStays() throws Exception {
        try (RedisClient redis = server.redis()) {
            RandomTalk talk = new RandomTalk(server, 11, 4, 2);
            SyncClient device = new SyncClient(talk.people().getFirst());
            device.sync(500);
            talk.go(100);
            List<Long> groups = talk.groups().stream().map(Long::valueOf).toList();
            awaitNoDrift(talk.people());
            awaitProjected();
            awaitInboxes(redis, talk.people());
            Map<String, List<String>> before = rows(groups);
            Map<String, List<String>> inboxes = inboxes(redis, talk.people());
            long older = older();
            destroy(groups);
            talk.people().forEach(user -> redis.del("inbox:" + user.id()));

            assertThatThrownBy(() -> rebuild(redis).run(new Killed())).hasMessage("killed");
            assertThat(positions()).isPositive();
            rebuild(redis).run(Progress.UNSEEN);

            assertThat(rows(groups)).isEqualTo(before);
            assertThat(inboxes(redis, talk.people())).isEqualTo(inboxes);
            assertThat(positions()).isZero();
            assertThat(headOf(older)).isEqualTo(3);
            awaitNoDrift(talk.people());
            device.sync(500);
            assertThat(device.resets()).isZero();
        }
    }

    @Test
    void rowsThatAreNotAsTheLogHasThemAreWrittenOver() throws Exception {
        try (RedisClient redis = server.redis()) {
            RandomTalk talk = new RandomTalk(server, 12, 3, 1);
            talk.go(40);
            awaitNoDrift(talk.people());
            awaitProjected();
            List<Long> groups = talk.groups().stream().map(Long::valueOf).toList();
            Map<String, List<String>> before = rows(groups);
            jdbi.useHandle(handle -> {
                handle.execute(
                        "UPDATE member SET read_seq = 0, muted = NOT muted WHERE conversation = ?", groups.getFirst());
                handle.execute("UPDATE conversation SET title = 'wrong' WHERE id = ?", groups.getFirst());
                handle.execute("UPDATE head SET ordinal = 0 WHERE conversation = ?", groups.getFirst());
            });

            rebuild(redis).run(Progress.UNSEEN);

            assertThat(rows(groups)).isEqualTo(before);
        }
    }

    @Test
    void onlyOneRebuildRunsAtATime() {
        try (RedisClient redis = server.redis();
                RebuildLock _ = RebuildLock.take(jdbi)) {
            assertThatThrownBy(() -> rebuild(redis).run(Progress.UNSEEN)).hasMessage("Another rebuild is running.");
        }
    }

    private ProjectionRebuild rebuild(RedisClient redis) {
        return new ProjectionRebuild(
                server.kafka(),
                jdbi,
                new Reprojection(jdbi, Clock.systemUTC()),
                new InboxRebuild(redis, 2_000, Duration.ofDays(7), Clock.systemUTC()));
    }

    /// Ends the rebuild in the middle of the timelines, after some of them were written.
    private static final class Killed implements Progress {

        @Override
        public void begin(String task, long steps) {}

        @Override
        public void advance(long steps) {
            if (steps > 0) {
                throw new IllegalStateException("killed");
            }
        }

        @Override
        public void end() {}
    }

    private void awaitNoDrift(List<TestUser> people) {
        Verification verification = new Verification(server.kafka(), jdbi, Duration.ofSeconds(10));
        for (TestUser user : people) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    verification.run(user.id(), Progress.UNSEEN).drift())
                            .isEmpty());
        }
    }

    /// The projector has all of the log: also what no mailbox shows, such as titles.
    private void awaitProjected() {
        try (LogWriter log = new LogWriter(server.kafka())) {
            Map<String, Long> ends =
                    log.ends(List.of(Topics.EVENTS.name(), Topics.SUMMARIES.name(), Topics.MAILBOXES.name()));
            await().atMost(PATIENCE).until(() -> {
                Map<String, Long> stored = projected();
                return ends.entrySet().stream()
                        .allMatch(end -> stored.getOrDefault(end.getKey(), 0L) >= end.getValue());
            });
        }
    }

    private Map<String, Long> projected() {
        Map<String, Long> offsets = new HashMap<>();
        jdbi.useHandle(
                handle -> handle.createQuery("SELECT topic || '-' || partition AS name, next_offset FROM projection")
                        .map((row, _) -> Map.entry(row.getString("name"), row.getLong("next_offset")))
                        .forEach(offset -> offsets.put(offset.getKey(), offset.getValue())));
        return offsets;
    }

    /// The inboxes, which may be behind the projector, have what it has.
    private void awaitInboxes(RedisClient redis, List<TestUser> people) {
        for (TestUser user : people) {
            await().atMost(PATIENCE)
                    .until(() -> redis.xrange("inbox:" + user.id(), "-", "+").stream()
                            .anyMatch(entry -> entry.getID().getSequence() == position(user)));
        }
    }

    private long position(TestUser user) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT max(position) FROM member WHERE account = :id")
                .bind("id", user.id())
                .mapTo(Long.class)
                .one());
    }

    /// Three entries of which Kafka knows nothing, as if it had dropped them long ago; where they end is lost too.
    private long older() {
        long conversation = System.nanoTime();
        jdbi.useHandle(handle -> {
            handle.execute("CREATE TABLE IF NOT EXISTS entry_2001_02 PARTITION OF entry"
                    + " FOR VALUES FROM ('2001-02-01Z') TO ('2001-03-01Z')");
            for (int seq = 1; seq <= 3; seq++) {
                handle.execute(
                        "INSERT INTO entry (conversation, seq, at, ordinal, type, sender, body)"
                                + " VALUES (?, ?, '2001-02-03Z', ?, 'message', 1, '{}')",
                        conversation,
                        seq,
                        seq);
            }
        });
        return conversation;
    }

    private long headOf(long conversation) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT seq FROM head WHERE conversation = :id")
                .bind("id", conversation)
                .mapTo(Long.class)
                .one());
    }

    private long positions() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT coalesce(sum(position), 0) FROM rebuild")
                .mapTo(Long.class)
                .one());
    }

    private Map<String, List<String>> rows(List<Long> groups) {
        Map<String, List<String>> rows = new HashMap<>();
        ROWS.forEach((table, sql) -> rows.put(
                table,
                jdbi.withHandle(handle -> handle.createQuery(sql)
                        .bindArray("ids", Long.class, groups)
                        .mapTo(String.class)
                        .list())));
        assertThat(rows.values()).noneMatch(List::isEmpty);
        return rows;
    }

    private void destroy(List<Long> groups) {
        jdbi.useHandle(handle -> {
            for (String table : List.of("entry", "entry_month", "head", "member")) {
                handle.createUpdate("DELETE FROM " + table + " WHERE conversation = ANY (:ids)")
                        .bindArray("ids", Long.class, groups)
                        .execute();
            }
            handle.createUpdate("DELETE FROM conversation WHERE id = ANY (:ids)")
                    .bindArray("ids", Long.class, groups)
                    .execute();
        });
    }

    private static Map<String, List<String>> inboxes(RedisClient redis, List<TestUser> people) {
        Map<String, List<String>> inboxes = new HashMap<>();
        for (TestUser user : people) {
            inboxes.put(
                    user.name(),
                    redis.xrange("inbox:" + user.id(), "-", "+").stream()
                            .map(entry -> entry.getID() + " " + new TreeMap<>(entry.getFields()))
                            .toList());
        }
        assertThat(inboxes.values()).noneMatch(List::isEmpty);
        return inboxes;
    }
}
