package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// How sockets are let in, and what ends them.
@ExtendWith(NothingLogged.class)
final class HandshakeIT {

    /// How long a device may go on that was logged out.
    private static final Duration REVOKED = Duration.ofSeconds(5);

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");

    @Test
    void speaksOurSubprotocol() {
        try (TestSocket ours = TestSocket.open(server.address());
                TestSocket none = TestSocket.open(server.address(), Map.of(), null)) {
            assertThat(ours.subprotocol()).isEqualTo("hongyan.v1");
            assertThat(none.subprotocol()).isEmpty();
            assertThat(none.ask(Map.of("t", "hello", "token", alice.token()))
                            .path("t")
                            .textValue())
                    .isEqualTo("welcome");
        }
    }

    @Test
    void closesAnotherSubprotocol() throws Exception {
        try (RawSocket socket = RawSocket.open(server.address(), "Sec-WebSocket-Protocol: hongyan.v9\r\n")) {
            assertThat(socket.readCloseCode()).isEqualTo(4406);
        }
    }

    @Test
    void doesNotCompress() throws Exception {
        try (RawSocket socket = RawSocket.open(server.address(), "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
            assertThat(socket.response()).doesNotContainIgnoringCase("sec-websocket-extensions");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1", "http://127.0.0.1:3000", "https://127.0.0.1"})
    void letsPagesOfTheSameHostIn(String origin) throws Exception {
        try (RawSocket socket = RawSocket.open(server.address(), "Origin: " + origin + "\r\n")) {
            assertThat(socket.response()).startsWith("HTTP/1.1 101");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.org", "null", "http://127.0.0.1.evil.example.org", "::"})
    void refusesPagesOfOtherHosts(String origin) throws Exception {
        try (RawSocket socket = RawSocket.open(server.address(), "Origin: " + origin + "\r\n")) {
            assertThat(socket.response()).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void tellsWhoIsThereAndWhatMayBeDone() {
        try (TestSocket socket = TestSocket.open(server.address())) {
            JsonNode welcome = socket.ask(Map.of("t", "hello", "token", alice.token(), "cursor", "mine"));

            assertThat(welcome.path("userId").textValue()).isEqualTo(alice.id().toString());
            assertThat(welcome.path("deviceId").textValue())
                    .isEqualTo(alice.device().toString());
            assertThat(welcome.path("cursor").textValue()).isEqualTo("mine");
            assertThat(welcome.path("pingMs").intValue()).isEqualTo(25_000);
            assertThat(welcome.at("/limits/unanswered").intValue()).isEqualTo(256);
            assertThat(socket.frames().getFirst()).isEqualTo(welcome);
        }
    }

    @Test
    void closesWhoBringsNoGoodToken() {
        try (TestSocket socket = TestSocket.open(server.address())) {
            JsonNode answer = socket.ask(Map.of("t", "hello", "token", alice.token() + "x"));

            assertThat(answer.at("/error/code").textValue()).isEqualTo("unauthenticated");
            assertThat(answer.at("/error/status").intValue()).isEqualTo(401);
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void closesWhoSaysNothing() {
        try (TestSocket socket = TestSocket.open(server.address())) {
            assertThat(socket.closeCode()).isEqualTo(4408);
        }
    }

    @Test
    void closesWhoAsksBeforeHello() {
        try (TestSocket socket = TestSocket.open(server.address())) {
            JsonNode answer = socket.ask(Map.of("t", "sync"));

            assertThat(answer.at("/error/code").textValue()).isEqualTo("unauthenticated");
            assertThat(socket.closeCode()).isEqualTo(4408);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "{\"t\":", "null"})
    void closesWhatIsNoObject(String text) {
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            socket.send(text);

            assertThat(socket.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void closesBinaryFrames() {
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            socket.sendBinary(new byte[100_000]);

            assertThat(socket.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void takesFramesUpToTheirLimitAndClosesBiggerOnes() {
        String start = "{\"t\":\"ping\",\"r\":77,\"padding\":\"";
        String padding = "雁".repeat((JettySocket.MAX_BYTES - start.length() - 2) / 3);
        String fits = start + padding + "\"}";

        try (TestSocket socket = TestSocket.connect(server, alice)) {
            socket.send(fits);
            assertThat(socket.answer(77).path("t").textValue()).isEqualTo("pong");
            socket.send(start + padding + "雁\"}");

            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void closesHugeFramesWithTheSameCode() {
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            socket.send("x".repeat(4_000_000));

            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void givesADeviceOneSocket() {
        try (TestSocket older = TestSocket.connect(server, alice);
                TestSocket newer = TestSocket.connect(server, alice)) {
            assertThat(older.frame("bye").path("code").textValue()).isEqualTo("replaced");
            assertThat(older.closeCode()).isEqualTo(4409);
            assertThat(newer.ask(Map.of("t", "ping")).path("t").textValue()).isEqualTo("pong");
        }
    }

    @Test
    void closesARevokedDevice() {
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            alice.rest().delete("/v1/tokens/current").expect(204);

            await().atMost(REVOKED).until(() -> !socket.isOpen());
            assertThat(socket.frame("bye").path("code").textValue()).isEqualTo("revoked");
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void closesWhoseAccountIsDisabledAndKeepsThemOut() {
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            server.administrator()
                    .patch("/v1/admin/accounts/" + alice.id(), Map.of("disabled", true))
                    .expect(200);

            assertThat(socket.frame("bye").path("code").textValue()).isEqualTo("revoked");
            assertThat(socket.closeCode()).isEqualTo(4403);
        }
        try (TestSocket again = TestSocket.open(server.address())) {
            JsonNode answer = again.ask(Map.of("t", "hello", "token", alice.token()));

            assertThat(answer.at("/error/code").textValue()).isEqualTo("forbidden");
            assertThat(again.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void takesAFreshTokenOfTheSameDeviceOnly() {
        TestUser bob = server.user("bob");
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            JsonNode same = socket.ask(Map.of("t", "auth", "token", alice.token()));
            JsonNode other = socket.ask(Map.of("t", "auth", "token", bob.token()));
            JsonNode bad = socket.ask(Map.of("t", "auth", "token", "no token"));

            assertThat(same.path("t").textValue()).isEqualTo("ok");
            assertThat(other.at("/error/code").textValue()).isEqualTo("forbidden");
            assertThat(bad.at("/error/code").textValue()).isEqualTo("unauthenticated");
            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    void closesWhoAsksTooMuchAtOnce() {
        try (TestSocket socket = TestSocket.connect(server, alice)) {
            // Each waits a second for a conversation that never comes: a busy machine answers some before it has all.
            for (int i = 1; i <= 3_000 && socket.isOpen(); i++) {
                socket.request(Map.of("t", "read", "conversationId", Integer.toString(i), "seq", 1));
            }

            assertThat(socket.frame("bye").path("code").textValue()).isEqualTo("limit");
            assertThat(socket.closeCode()).isEqualTo(4429);
        }
    }

    @Test
    void refusesWhatIsNoHandshake() {
        assertThat(server.rest().get("/v1/ws").status()).isEqualTo(404);
        assertThatThrownBy(() -> TestSocket.open(server.address(), Map.of("Origin", "https://evil.example.org"), null))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }
}
