package io.hongyan.conversation.receipt;

import io.hongyan.message.operation.FoundMessage;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestEngines;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

import static org.assertj.core.api.Assertions.assertThat;

/// Receipts of a group of 10,000 among many other rows, where those of the group lie far from each other.
@Tag("apart")
@Tag("long")
@SuppressWarnings("NullAway.Init") // The engines are started before any test.
final class LargeReceiptsIT {

    private static final int MEMBERS = 10_000;
    private static final ConversationId LARGE = new ConversationId(7);
    private static final UserId SENDER = new UserId(1);

    private static TestEngines engines;
    private static Jdbi jdbi;

    @BeforeAll
    static void start() throws Exception {
        engines = TestEngines.startPostgresql();
        jdbi = engines.jdbi();
        // Every account is in fifty conversations, and its rows were written together.
        jdbi.useHandle(handle -> {
            handle.execute("""
                    INSERT INTO member (account, conversation, position, role, joined_seq, has_left, read_seq,
                        read_ordinal, muted, pinned, hidden, marked_unread)
                    SELECT account, CASE conversation WHEN 7 THEN 7 ELSE account * 100 + conversation END, 1, 'MEMBER', 1,
                        false, account % 200, 0, false, false, false, false
                    FROM generate_series(1, ?) AS account, generate_series(1, 50) AS conversation
                    """, MEMBERS);
            handle.execute("ANALYZE member");
        });
    }

    @AfterAll
    static void stop() throws Exception {
        engines.close();
    }

    /// Reports how long they take, which is a figure and no condition: it depends on what else the machine does.
    @Test
    void countEverybody(TestReporter report) {
        Receipts receipts = new Receipts((_, _) -> 1, new OneMessage(), (_, _) -> List.of(), jdbi);
        long[] nanos = new long[500];
        String cursor = null;
        for (int i = -100; i < nanos.length; i++) {
            long start = System.nanoTime();
            ReceiptPage page = receipts.page(SENDER, LARGE, 100, cursor, 200);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
            assertThat(page.readCount() + page.unreadCount()).isEqualTo(MEMBERS - 1);
            assertThat(page.readCount()).isEqualTo(MEMBERS / 2);
            cursor = page.nextCursor();
        }
        Arrays.sort(nanos);
        report.publishEntry(
                Map.of("median", nanos[250] / 1_000 + " µs", "99th percentile", nanos[494] / 1_000 + " µs"));
    }

    @Test
    void lookAtTheMembersOfOneConversationOnly() {
        List<String> plan = jdbi.withHandle(
                handle -> handle.createQuery("""
                        EXPLAIN SELECT count(*) FILTER (WHERE read_seq >= 100) FROM member
                        WHERE conversation = 7 AND account <> 1 AND joined_seq <= 100 AND NOT has_left
                        """).mapTo(String.class).list());

        assertThat(String.join("\n", plan)).contains("member_conversation").doesNotContain("Seq Scan");
    }

    private record OneMessage() implements FoundMessage.Lookup {

        @Override
        public Optional<FoundMessage> findMessage(ConversationId conversation, long seq) {
            MessageTarget target = new MessageTarget(seq, seq, 1, SENDER, Mentions.NOBODY);
            return Optional.of(new FoundMessage(target, "text", false, null));
        }

        @Override
        public FoundMessage.FoundReaction findReaction(
                ConversationId conversation, long seq, UserId user, String emoji) {
            throw new UnsupportedOperationException("receipts know of no reactions");
        }
    }
}
