package io.hongyan.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.client.Api;
import io.hongyan.client.Entry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What has to hold after a storm, whatever happened in it: told from what was acknowledged alone.
final class Truth {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PAGE = 200;

    /// One message of a timeline, as anybody sees it.
    private record Line(long seq, String senderId, String clientId, String text) {}

    private final Storm storm;
    private final ServerProcess server;

    /// How many messages of each chat have been looked at.
    private final Map<Chat, Integer> seen = new HashMap<>();

    Truth(Storm storm, ServerProcess server) {
        this.storm = storm;
        this.server = server;
    }

    /// Looks at what was said since the last look, as a reader gets it, and at everybody's counts.
    void checkNew() throws IOException, InterruptedException {
        awaitMailboxes();
        Map<Chat, List<Line>> due = ensureNumbered();
        for (Chat chat : storm.chats()) {
            List<Line> lines = due.get(chat);
            int known = seen.getOrDefault(chat, 0);
            // The first entry of a conversation says that it was made.
            List<Entry> news = reader(chat).api().entries(chat.id(), known == 0 ? 0 : known + 1L);
            assertThat(messages(news, known == 0 ? 1 : known + 2L)).isEqualTo(lines.subList(known, lines.size()));
            seen.put(chat, lines.size());
        }
        awaitUnread(due);
    }

    /// Looks at everything, forwards and backwards and in PostgreSQL, and at everybody's counts.
    void checkAll() throws IOException, InterruptedException, SQLException {
        awaitMailboxes();
        Map<Chat, List<Line>> due = ensureNumbered();
        for (Chat chat : storm.chats()) {
            assertThat(messages(reader(chat).api().entries(chat.id(), 0), 1)).isEqualTo(due.get(chat));
            assertThat(messages(backwards(reader(chat).api(), chat), 1)).isEqualTo(due.get(chat));
            awaitStored(chat, due.get(chat));
        }
        awaitUnread(due);
    }

    /// They come back on their own time, while people talk already, and nobody is shown anything without them.
    private void awaitMailboxes() {
        await("the mailboxes to be back")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> server.dependencies().lines().anyMatch("mailboxes ok"::equals));
    }

    /// What was acknowledged in each chat, in order: numbered without a hole, each message once and for good.
    private Map<Chat, List<Line>> ensureNumbered() {
        assertThat(storm.talkers())
                .allSatisfy(talker -> assertThat(talker.faults()).isEmpty());
        Map<Chat, List<Line>> due = new HashMap<>();
        for (Chat chat : storm.chats()) {
            List<Line> lines = due(chat);
            assertThat(lines).isNotEmpty();
            assertThat(lines).extracting(Line::seq).containsExactlyElementsOf(range(2, lines.size() + 1L));
            ensurePushed(chat, lines);
            due.put(chat, lines);
        }
        return due;
    }

    /// What anybody was pushed is what the timeline has at its place.
    private void ensurePushed(Chat chat, List<Line> lines) {
        for (Talker talker : storm.talkers()) {
            List<Entry> messages = talker.pushed(chat).values().stream()
                    .filter(Entry::isMessage)
                    .toList();
            assertThat(messages)
                    .allSatisfy(entry -> assertThat(line(entry)).isEqualTo(lines.get((int) entry.seq() - 2)));
        }
        assertThat(reader(chat).pushed(chat)).isNotEmpty();
    }

    private static Line line(Entry entry) {
        return new Line(entry.seq(), entry.senderId(), entry.clientId(), entry.text());
    }

    private Talker reader(Chat chat) {
        return storm.talkers().get(chat.members().getLast());
    }

    /// What was acknowledged in a chat, in order.
    private List<Line> due(Chat chat) {
        return storm.talkers().stream()
                .flatMap(talker -> talker.acknowledged().stream()
                        .filter(said -> said.chat().equals(chat))
                        .map(said -> new Line(said.seq(), talker.userId(), said.clientId(), said.text())))
                .sorted((one, other) -> Long.compare(one.seq(), other.seq()))
                .toList();
    }

    private static List<Line> messages(List<Entry> entries, long first) {
        assertThat(entries).extracting(Entry::seq).containsExactlyElementsOf(range(first, first + entries.size() - 1));
        return entries.stream().filter(Entry::isMessage).map(Truth::line).toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /// The timeline from its newest page back to its beginning.
    private static List<Entry> backwards(Api api, Chat chat) throws IOException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        String path = "/v1/conversations/%s/entries?limit=%d".formatted(chat.id(), PAGE);
        List<Entry> page = Entry.list(api.get(path).ok().path("items"));
        while (!page.isEmpty()) {
            entries.addAll(0, page);
            String before = path + "&before=" + page.getFirst().seq();
            page = page.getFirst().seq() == 1
                    ? List.of()
                    : Entry.list(api.get(before).ok().path("items"));
        }
        return entries;
    }

    /// PostgreSQL has to come to the same, and each row once.
    private void awaitStored(Chat chat, List<Line> due) throws IOException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/hongyan".formatted(server.enginePort("postgresql"));
        try (Connection connection = DriverManager.getConnection(url, "hongyan", server.postgresqlPassword())) {
            await("PostgreSQL to have every entry of " + chat.id())
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stored(connection, chat))
                            .isEqualTo(due.stream()
                                    .map(line -> new Line(line.seq(), line.senderId(), line.clientId(), ""))
                                    .toList()));
        }
    }

    private static List<Line> stored(Connection connection, Chat chat) throws SQLException {
        String sql = "SELECT seq, sender, client_id FROM entry"
                + " WHERE conversation = ? AND type = 'message' ORDER BY seq";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Long.parseLong(chat.id()));
            List<Line> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(new Line(rows.getLong(1), rows.getString(2), rows.getString(3), ""));
                }
            }
            return lines;
        }
    }

    private void awaitUnread(Map<Chat, List<Line>> lines) {
        for (int i = 0; i < storm.talkers().size(); i++) {
            awaitUnread(i, lines);
        }
    }

    private void awaitUnread(int index, Map<Chat, List<Line>> lines) {
        Talker talker = storm.talkers().get(index);
        Map<String, Long> due = new HashMap<>();
        for (Chat chat : storm.chats()) {
            long unread = lines.get(chat).stream()
                    .filter(line ->
                            line.seq() > talker.mark(chat) && !line.senderId().equals(talker.userId()))
                    .count();
            if (chat.members().contains(index) && unread > 0) {
                due.put(chat.id(), unread);
            }
        }
        await("the unread counts of user " + talker.userId()).atMost(PATIENCE).untilAsserted(() -> {
            JsonNode answer = talker.api().get("/v1/unread").ok();
            Map<String, Long> found = new HashMap<>();
            long sum = 0;
            for (JsonNode conversation : answer.path("conversations")) {
                long unread = conversation.path("unread").asLong();
                found.put(conversation.path("id").asText(), unread);
                sum += conversation.path("muted").asBoolean() ? 0 : unread;
            }
            assertThat(found).isEqualTo(due);
            assertThat(answer.path("total").path("unread").asLong()).isEqualTo(sum);
        });
    }
}
