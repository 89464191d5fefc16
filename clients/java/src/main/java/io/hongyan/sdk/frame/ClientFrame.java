package io.hongyan.sdk.frame;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.sdk.model.Destination;
import io.hongyan.sdk.model.Outgoing;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a client says. `r` is its own number of the request, echoed in the answer; without it the answer has none.
///
/// What the server would refuse for its form can't be made.
public sealed interface ClientFrame {

    /// The highest number that a `seq` can be.
    long MAX_SEQ = (1L << 53) - 1;

    int MAX_FETCH = 200;
    int MAX_SYNC = 1_000;

    /// The type on the wire.
    String t();

    /// The same as the request `r`.
    ClientFrame numbered(long r);

    /// The first frame. `cursor` is how far this device has stored, null for not at all.
    record Hello(
            @Nullable Long r,
            String token,
            @Nullable String cursor,
            @Nullable Push push) implements ClientFrame {

        public Hello {
            Objects.requireNonNull(token, "token is null");
        }

        @Override
        public ClientFrame numbered(long r) {
            return new Hello(r, token, cursor, push);
        }

        @Override
        public String t() {
            return "hello";
        }

        @Override
        public String toString() {
            return "Hello[]";
        }
    }

    /// How new entries are told: whole, or as heads to be fetched.
    enum Push {
        FULL("full"),
        NOTIFY("notify");

        private final String wireName;

        Push(String wireName) {
            this.wireName = wireName;
        }

        @JsonValue
        public String wireName() {
            return wireName;
        }
    }

    /// A fresh token on an open socket.
    record Auth(@Nullable Long r, String token) implements ClientFrame {

        public Auth {
            Objects.requireNonNull(token, "token is null");
        }

        @Override
        public ClientFrame numbered(long r) {
            return new Auth(r, token);
        }

        @Override
        public String t() {
            return "auth";
        }

        @Override
        public String toString() {
            return "Auth[]";
        }
    }

    /// A message: either `conversationId` or `to` is given.
    record Send(
            @Nullable Long r,
            @Nullable String conversationId,
            @Nullable String to,
            String clientId,
            String kind,
            JsonNode body,
            @Nullable Long replyTo,
            @Nullable List<String> mentions)
            implements ClientFrame {

        public Send {
            Objects.requireNonNull(clientId, "clientId is null");
            if ((conversationId == null) == (to == null)) {
                throw new IllegalArgumentException("a message goes either into a conversation or to a person");
            }
            if (replyTo != null) {
                requireSeq(replyTo);
            }
        }

        /// The message as a frame.
        public static Send of(long r, Outgoing message) {
            Destination destination = message.destination();
            return new Send(
                    r,
                    destination instanceof Destination.ToConversation into ? into.conversationId() : null,
                    destination instanceof Destination.ToUser person ? person.userId() : null,
                    message.clientId(),
                    message.kind(),
                    message.body(),
                    message.replyTo(),
                    message.mentions());
        }

        @Override
        public ClientFrame numbered(long r) {
            return new Send(r, conversationId, to, clientId, kind, body, replyTo, mentions);
        }

        @Override
        public String t() {
            return "send";
        }
    }

    /// Everything up to `seq` is read.
    record Read(@Nullable Long r, String conversationId, long seq) implements ClientFrame {

        public Read {
            Objects.requireNonNull(conversationId, "conversationId is null");
            requireSeq(seq);
        }

        @Override
        public ClientFrame numbered(long r) {
            return new Read(r, conversationId, seq);
        }

        @Override
        public String t() {
            return "read";
        }
    }

    /// Show the conversation as unread.
    record Unread(@Nullable Long r, String conversationId) implements ClientFrame {

        public Unread {
            Objects.requireNonNull(conversationId, "conversationId is null");
        }

        @Override
        public ClientFrame numbered(long r) {
            return new Unread(r, conversationId);
        }

        @Override
        public String t() {
            return "unread";
        }
    }

    /// Change what isn't null.
    record Settings(
            @Nullable Long r,
            String conversationId,
            @Nullable Boolean muted,
            @Nullable Boolean pinned,
            @Nullable Boolean hidden)
            implements ClientFrame {

        public Settings {
            Objects.requireNonNull(conversationId, "conversationId is null");
            if (muted == null && pinned == null && hidden == null) {
                throw new IllegalArgumentException("settings change muted, pinned or hidden");
            }
        }

        @Override
        public ClientFrame numbered(long r) {
            return new Settings(r, conversationId, muted, pinned, hidden);
        }

        @Override
        public String t() {
            return "settings";
        }
    }

    /// Entries of one conversation: those below `before` or those above `after`; the newest without either.
    record Fetch(
            @Nullable Long r,
            String conversationId,
            @Nullable Long before,
            @Nullable Long after,
            @Nullable Integer limit)
            implements ClientFrame {

        public Fetch {
            Objects.requireNonNull(conversationId, "conversationId is null");
            if (before != null && after != null) {
                throw new IllegalArgumentException("a page is either before or after a seq");
            }
            requireLimit(limit, MAX_FETCH);
        }

        @Override
        public ClientFrame numbered(long r) {
            return new Fetch(r, conversationId, before, after, limit);
        }

        @Override
        public String t() {
            return "fetch";
        }
    }

    /// What changed since `cursor`; null asks for a snapshot.
    record Sync(
            @Nullable Long r,
            @Nullable String cursor,
            @Nullable Integer limit) implements ClientFrame {

        public Sync {
            requireLimit(limit, MAX_SYNC);
        }

        @Override
        public ClientFrame numbered(long r) {
            return new Sync(r, cursor, limit);
        }

        @Override
        public String t() {
            return "sync";
        }
    }

    /// This device has stored everything up to `cursor`. Not answered.
    record Ack(String cursor) implements ClientFrame {

        public Ack {
            Objects.requireNonNull(cursor, "cursor is null");
        }

        @Override
        public ClientFrame numbered(long r) {
            return this;
        }

        @Override
        public String t() {
            return "ack";
        }
    }

    record Ping(@Nullable Long r) implements ClientFrame {

        @Override
        public ClientFrame numbered(long r) {
            return new Ping(r);
        }

        @Override
        public String t() {
            return "ping";
        }
    }

    private static void requireSeq(long seq) {
        if (seq < 0 || seq > MAX_SEQ) {
            throw new IllegalArgumentException("a seq is at least 0 and below 2^53: " + seq);
        }
    }

    private static void requireLimit(@Nullable Integer limit, int most) {
        if (limit != null && (limit < 1 || limit > most)) {
            throw new IllegalArgumentException("a limit is 1 to " + most + ": " + limit);
        }
    }
}
