package io.hongyan.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

/// The HTTP exchange that a WebSocket begins with (RFC 6455, 4.1).
final class Handshake {

    private static final String PATH = "/v1/ws";
    private static final String SUBPROTOCOL = "hongyan.v1";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int NONCE_LENGTH = 16;
    private static final int MAX_HEADER = 16 << 10;

    private final String key;
    private final String path;
    private final String subprotocol;

    private Handshake(String key, String path, String subprotocol) {
        this.key = key;
        this.path = path;
        this.subprotocol = subprotocol;
    }

    /// With a server of ours.
    static Handshake with(RandomGenerator random) {
        return with(random, PATH, SUBPROTOCOL);
    }

    static Handshake with(RandomGenerator random, String path, String subprotocol) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        return new Handshake(Base64.getEncoder().encodeToString(nonce), path, subprotocol);
    }

    static Handshake with(String key) {
        return new Handshake(key, PATH, SUBPROTOCOL);
    }

    byte[] request(URI server) {
        return String.join(
                        "\r\n",
                        "GET " + path + " HTTP/1.1",
                        "Host: " + server.getRawAuthority(),
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: " + key,
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Protocol: " + subprotocol,
                        "",
                        "")
                .getBytes(US_ASCII);
    }

    /// Reads the answer up to the blank line, and no further.
    ///
    /// @throws ProtocolException if it isn't a WebSocket of our protocol
    void check(InputStream in) throws IOException {
        String status = line(in);
        List<String> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)
                    + ":"
                    + line.substring(colon + 1).strip());
        }
        if (!status.startsWith("HTTP/1.1 101")) {
            throw new ProtocolException("the server answered " + status);
        }
        if (!headers.contains("sec-websocket-accept:" + accept())
                || !headers.contains("sec-websocket-protocol:" + subprotocol)) {
            throw new ProtocolException("the server doesn't speak " + subprotocol);
        }
    }

    private String accept() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[MAX_HEADER];
        for (int length = 0; length < MAX_HEADER; length++) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("the server closed the connection while it was opened");
            }
            if (read == '\n') {
                return new String(line, 0, length, ISO_8859_1).strip();
            }
            line[length] = (byte) read;
        }
        throw new ProtocolException("a header line of more than " + MAX_HEADER + " bytes");
    }
}
