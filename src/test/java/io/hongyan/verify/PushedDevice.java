package io.hongyan.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.SyncClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;

/// A device that syncs when it connects, and from then on lives by what its socket brings. Used by one thread.
final class PushedDevice implements AutoCloseable {

    private static final int LIMIT = 20;

    private final TestUser user;
    private final SyncClient client;
    private final TestSocket socket;
    private int heard;

    private PushedDevice(TestUser user, SyncClient client, TestSocket socket) {
        this.user = user;
        this.client = client;
        this.socket = socket;
        sync();
    }

    /// One that knows nothing yet.
    static PushedDevice connect(TestServer server, TestUser user) {
        return new PushedDevice(user, new SyncClient(user), TestSocket.connect(server, user));
    }

    /// The same device at a server that has started since: what it was told and hasn't heard is lost.
    PushedDevice at(TestServer server) {
        TestUser moved = user.at(server);
        TestSocket reopened = TestSocket.open(server.address());
        reopened.ask(Map.of("t", "hello", "token", moved.token(), "cursor", client.cursor()));
        return new PushedDevice(moved, client.as(moved), reopened);
    }

    private void sync() {
        boolean more = true;
        while (more) {
            long request = socket.request(client.syncRequest(LIMIT));
            more = socket.answer(request).path("more").asBoolean();
            hear();
        }
    }

    /// Takes in what has come so far.
    SyncClient hear() {
        List<JsonNode> frames = socket.frames();
        frames.subList(heard, frames.size()).forEach(client::hear);
        heard = frames.size();
        return client;
    }

    @Override
    public void close() {
        socket.close();
    }
}
