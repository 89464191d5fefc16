package io.hongyan.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The sockets against the smallest server there can be: one connection, read and written by hand.
@SuppressWarnings("NullAway.Init") // connect() gives what only some tests need.
final class SocketClientTest {

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private ServerSocket listening;
    private SocketClient client;
    private Socket server;
    private DataInputStream in;
    private OutputStream out;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new SocketClient(1);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        listening.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void saysHelloAndHearsTheAnswer() throws Exception {
        connect();

        assertThat(readFrame()).isEqualTo("{\"t\":\"hello\",\"token\":\"secret\"}");
        write(0x81, "{\"t\":\"welcome\",\"userId\":\"5\"}");

        assertThat(next()).isEqualTo(new Received.Welcome("5"));
    }

    @Test
    void answersAPingWithWhatItSaid() throws Exception {
        connect();
        readFrame();

        write(0x89, "are you there");

        assertThat(readFrame()).isEqualTo("are you there");
    }

    @Test
    void whatTheKernelDoesNotTakeAtOnceIsWrittenWholeAndInOrder() throws Exception {
        ClientSocket socket = connect();
        readFrame();
        String padding = "x".repeat(10_000);

        for (int i = 0; i < 2_000; i++) {
            socket.send((i + padding).getBytes(UTF_8));
        }

        for (int i = 0; i < 2_000; i++) {
            assertThat(readFrame()).isEqualTo(i + padding);
        }
    }

    @Test
    void aCloseFromTheServerIsHeardOnceAndEchoed() throws Exception {
        ClientSocket socket = connect();
        readFrame();

        out.write(new byte[] {(byte) 0x88, 6, 0x11, 0x31, 'b', 'a', 'd', '!'});

        assertThat(next()).isEqualTo("closed 4401 bad!");
        assertThat(readFrame().getBytes(UTF_8)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(in.read()).isNegative();
        assertThat(socket.isOpen()).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void aCutConnectionIsHeard() throws Exception {
        connect();

        server.close();

        assertThat(next().toString()).startsWith("closed 1006");
    }

    @Test
    void nonsenseFromTheServerEndsTheSocket() throws Exception {
        connect();

        write(0x81, "not JSON");

        assertThat(next().toString()).startsWith("closed 1006");
    }

    @Test
    void aServerThatHangsUpDuringTheHandshakeIsAnError() throws Exception {
        Thread.ofVirtual().start(() -> {
            try {
                listening.accept().close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        assertThatThrownBy(() -> client.connect(address(), "secret", new Hearing()))
                .isInstanceOf(IOException.class);
    }

    private ClientSocket connect() throws Exception {
        Thread accepting = Thread.ofVirtual().start(this::accept);
        ClientSocket socket = client.connect(address(), "secret", new Hearing());
        accepting.join();
        return socket;
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    private void accept() {
        try {
            server = listening.accept();
            in = new DataInputStream(server.getInputStream());
            out = server.getOutputStream();
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                request.append((char) in.read());
            }
            String key = request.toString()
                    .lines()
                    .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                    .map(line -> line.substring("Sec-WebSocket-Key: ".length()))
                    .findFirst()
                    .orElseThrow();
            byte[] accept = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8));
            String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Protocol: hongyan.v1\r\nSec-WebSocket-Accept: "
                    + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n";
            out.write(answer.getBytes(UTF_8));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void write(int first, String payload) throws IOException {
        byte[] bytes = payload.getBytes(UTF_8);
        out.write(new byte[] {(byte) first, (byte) bytes.length});
        out.write(bytes);
    }

    private String readFrame() throws IOException {
        in.readUnsignedByte();
        int announced = in.readUnsignedByte() & 0x7F;
        int length = announced == 126 ? in.readUnsignedShort() : announced == 127 ? (int) in.readLong() : announced;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new String(payload, UTF_8);
    }

    private Object next() throws InterruptedException {
        Object next = heard.poll(5, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private final class Hearing implements SocketListener {

        @Override
        public void received(Received frame) {
            heard.add(frame);
        }

        @Override
        public void closed(int code, String reason) {
            heard.add("closed " + code + " " + reason);
        }
    }
}
