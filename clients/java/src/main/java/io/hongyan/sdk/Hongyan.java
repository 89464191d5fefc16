package io.hongyan.sdk;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.ServerFrame;
import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Draft;
import io.hongyan.sdk.model.EntryPage;
import io.hongyan.sdk.model.Marked;
import io.hongyan.sdk.model.Outgoing;
import io.hongyan.sdk.outbox.ClientIds;
import io.hongyan.sdk.rest.Rest;
import io.hongyan.sdk.session.Session;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A connected device: it sends, and is told what happens, and comes back by itself after every loss of the connection.
///
/// Thread-safe: every method may be called from any thread, the listener's included. The listener is called on one
/// thread of its own, one event at a time, in order. Futures are completed on other threads.
public final class Hongyan implements AutoCloseable {

    private final Session session;
    private final ClientIds ids;
    private final Rest rest;
    private final Runnable release;

    Hongyan(Session session, ClientIds ids, Rest rest, Runnable release) {
        this.session = session;
        this.ids = ids;
        this.rest = rest;
        this.release = release;
    }

    /// A client of the server at an address such as `http://localhost:8080`.
    public static HongyanBuilder to(URI server) {
        return new HongyanBuilder(server);
    }

    /// Sends a message. It is in the outbox when this returns, and is sent under the same `clientId` until the server
    /// has acknowledged or refused it. Messages to one destination keep their order.
    ///
    /// @throws IllegalArgumentException for a message that no server takes: it has NUL or half of a surrogate pair,
    ///     or more than 64 KiB
    public Sending send(Draft draft) {
        return send(Outgoing.of(ids.next(), draft));
    }

    /// Sends a message under an id of the application's own, so that an application that doesn't know whether it has
    /// sent it may do so again.
    public Sending send(Outgoing message) {
        CompletableFuture<Acknowledgement> acknowledgement = session.send(message);
        return new Sending(message.clientId(), acknowledgement);
    }

    /// Everything up to `seq` is read.
    public CompletableFuture<Marked> read(String conversationId, long seq) {
        return mark(new ClientFrame.Read(null, conversationId, seq));
    }

    /// Shows a conversation as unread.
    public CompletableFuture<Marked> markUnread(String conversationId) {
        return mark(new ClientFrame.Unread(null, conversationId));
    }

    /// Changes what isn't null.
    public CompletableFuture<Marked> change(
            String conversationId, @Nullable Boolean muted, @Nullable Boolean pinned, @Nullable Boolean hidden) {
        return mark(new ClientFrame.Settings(null, conversationId, muted, pinned, hidden));
    }

    private CompletableFuture<Marked> mark(ClientFrame frame) {
        return session.call(
                frame::numbered,
                answer -> answer instanceof ServerFrame.MarkOk ok ? Optional.of(ok.marked()) : Optional.empty());
    }

    /// At most `limit` (200) entries below `before`; the newest if that is null.
    public CompletableFuture<EntryPage> history(String conversationId, @Nullable Long before, int limit) {
        ClientFrame frame = new ClientFrame.Fetch(null, conversationId, before, null, limit);
        return session.call(
                frame::numbered,
                answer -> answer instanceof ServerFrame.Fetched page
                        ? Optional.of(new EntryPage(page.entries(), page.firstSeq(), page.headSeq()))
                        : Optional.empty());
    }

    /// The calls over HTTP, as the same user.
    public Rest rest() {
        return rest;
    }

    /// Ends the connection. What isn't acknowledged stays in the outbox, which is the application's to close. The last
    /// event is [io.hongyan.sdk.model.Event.Closed].
    @Override
    public void close() {
        session.close();
        release.run();
    }
}
