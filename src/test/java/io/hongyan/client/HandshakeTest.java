package io.hongyan.client;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URI;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HandshakeTest {

    /// The example of RFC 6455, 1.3.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final Handshake handshake = Handshake.with(KEY);

    @Test
    void asksForOurProtocol() {
        String request = new String(handshake.request(URI.create("http://127.0.0.1:8080")), US_ASCII);

        assertThat(request)
                .startsWith("GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n")
                .contains("\r\nSec-WebSocket-Key: " + KEY + "\r\n")
                .contains("\r\nSec-WebSocket-Protocol: hongyan.v1\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void readsTheAnswerAndNothingOfTheFirstFrame() throws IOException {
        InputStream in = answer("HTTP/1.1 101 Switching Protocols", ACCEPT, "hongyan.v1", "frame");

        handshake.check(in);

        assertThat(in.readAllBytes()).asString(US_ASCII).isEqualTo("frame");
    }

    @Test
    void refusesWhatIsNoWebSocketOfOurs() {
        assertRefused(answer("HTTP/1.1 404 Not Found", ACCEPT, "hongyan.v1", ""), "404");
        assertRefused(answer("HTTP/1.1 101 Switching Protocols", "somebodyElses=", "hongyan.v1", ""), "hongyan.v1");
        assertRefused(answer("HTTP/1.1 101 Switching Protocols", ACCEPT, "hongyan.v2", ""), "hongyan.v1");
    }

    @Test
    void saysWhenTheServerHangsUp() {
        InputStream cut = new ByteArrayInputStream("HTTP/1.1 101 Swit".getBytes(US_ASCII));

        assertThatThrownBy(() -> handshake.check(cut)).isInstanceOf(EOFException.class);
    }

    @Test
    void headersAreKnownInAnyCase() {
        String answer = "HTTP/1.1 101 Switching Protocols\r\nSEC-WEBSOCKET-ACCEPT: " + ACCEPT
                + "\r\nsec-websocket-protocol:hongyan.v1\r\n\r\n";

        assertThatCode(() -> handshake.check(new ByteArrayInputStream(answer.getBytes(US_ASCII))))
                .doesNotThrowAnyException();
    }

    private void assertRefused(InputStream answer, String reason) {
        assertThatThrownBy(() -> handshake.check(answer))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(reason);
    }

    private static InputStream answer(String status, String accept, String subprotocol, String rest) {
        String answer = String.join(
                "\r\n",
                status,
                "Upgrade: WebSocket",
                "Sec-WebSocket-Accept: " + accept,
                "Sec-WebSocket-Protocol: " + subprotocol,
                "",
                rest);
        return new ByteArrayInputStream(answer.getBytes(US_ASCII));
    }
}
