package io.hongyan.sdk.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.sdk.model.Destination;
import io.hongyan.sdk.model.Json;
import io.hongyan.sdk.model.Outgoing;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An outbox in a file of SQLite, which survives the end of the process and of the power. It needs
/// `org.xerial:sqlite-jdbc` on the class path.
///
/// A file may hold the outboxes of several accounts, each of which sees its own messages only. Thread-safe; one process
/// at a time should send from an account's outbox: two would send the same messages, which the server tells apart by
/// their `clientId`, but their order could be mixed.
public final class SqliteOutbox implements Outbox {

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS outbox (
                position INTEGER PRIMARY KEY AUTOINCREMENT,
                account TEXT NOT NULL,
                client_id TEXT NOT NULL,
                conversation_id TEXT,
                user_id TEXT,
                content TEXT NOT NULL,
                UNIQUE (account, client_id)
            )
            """;
    private static final String ADD = """
            INSERT INTO outbox (account, client_id, conversation_id, user_id, content)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (account, client_id) DO NOTHING
            """;
    private static final String REMOVE = "DELETE FROM outbox WHERE account = ? AND client_id = ?";
    private static final String WAITING = """
            SELECT client_id, conversation_id, user_id, content
            FROM outbox
            WHERE account = ?
            ORDER BY position
            """;

    private final Connection connection;
    private final String account;

    private SqliteOutbox(Connection connection, String account) {
        this.connection = connection;
        this.account = account;
    }

    /// The outbox of `account`, any text that names who sends, in `file`, which is made if there is none.
    public static SqliteOutbox open(Path file, String account) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 5000");
                statement.execute("PRAGMA journal_mode = WAL");
                // A message is kept against a power cut too, or "stored before sending" would be half a promise.
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute(TABLE);
            } catch (SQLException unusable) {
                connection.close();
                throw unusable;
            }
            return new SqliteOutbox(connection, account);
        } catch (SQLException unusable) {
            throw new OutboxException("the outbox " + file + " can't be opened", unusable);
        }
    }

    /// What of a message isn't a column, as JSON.
    private record Content(
            String kind,
            JsonNode body,
            @Nullable Long replyTo,
            @Nullable List<String> mentions) {}

    @Override
    public synchronized void add(Outgoing message) {
        Destination destination = message.destination();
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setString(1, account);
            insert.setString(2, message.clientId());
            insert.setString(3, destination instanceof Destination.ToConversation into ? into.conversationId() : null);
            insert.setString(4, destination instanceof Destination.ToUser person ? person.userId() : null);
            insert.setString(5, content(message));
            if (insert.executeUpdate() == 0) {
                throw new IllegalArgumentException("the outbox has a message " + message.clientId() + " already");
            }
        } catch (SQLException failed) {
            throw new OutboxException("a message can't be stored in the outbox", failed);
        }
    }

    private static String content(Outgoing message) {
        try {
            return Json.MAPPER.writeValueAsString(
                    new Content(message.kind(), message.body(), message.replyTo(), message.mentions()));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("a message can't be written as JSON", unwritable);
        }
    }

    @Override
    public synchronized void remove(String clientId) {
        try (PreparedStatement delete = connection.prepareStatement(REMOVE)) {
            delete.setString(1, account);
            delete.setString(2, clientId);
            delete.executeUpdate();
        } catch (SQLException failed) {
            throw new OutboxException("a message can't be taken out of the outbox", failed);
        }
    }

    @Override
    public synchronized List<Outgoing> waiting() {
        try (PreparedStatement select = connection.prepareStatement(WAITING)) {
            select.setString(1, account);
            List<Outgoing> messages = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    messages.add(message(row));
                }
            }
            return messages;
        } catch (SQLException | JsonProcessingException failed) {
            throw new OutboxException("the outbox can't be read", failed);
        }
    }

    private static Outgoing message(ResultSet row) throws SQLException, JsonProcessingException {
        String conversationId = row.getString(2);
        Destination destination =
                conversationId != null ? Destination.conversation(conversationId) : Destination.user(row.getString(3));
        Content content = Json.MAPPER.readValue(row.getString(4), Content.class);
        return new Outgoing(
                row.getString(1), destination, content.kind(), content.body(), content.replyTo(), content.mentions());
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new OutboxException("the outbox can't be closed", failed);
        }
    }
}
