package io.hongyan.gateway;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/// A WebSocket by hand, for what a well-behaved client doesn't do: odd headers, and not reading.
final class RawSocket implements AutoCloseable {

    private static final int CLOSE = 8;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private final Socket socket;
    private final DataInputStream in;
    private final String response;

    private RawSocket(Socket socket, String response) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.response = response;
    }

    /// Asks for a WebSocket with more `headers`, each with its line end.
    static RawSocket open(URI server, String headers) throws IOException {
        Socket socket = new Socket();
        // Whoever doesn't read is noticed soon.
        socket.setReceiveBufferSize(8 << 10);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        String request = "GET /v1/ws HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        StringBuilder response = new StringBuilder();
        while (response.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException(response.toString());
            }
            response.append((char) next);
        }
        return new RawSocket(socket, response.toString());
    }

    /// The answer to the handshake, headers included.
    String response() {
        return response;
    }

    void send(String frame) throws IOException {
        byte[] payload = frame.getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(payload.length + 14).put((byte) 0x81);
        if (payload.length < SHORT) {
            bytes.put((byte) (0x80 | payload.length));
        } else {
            bytes.put((byte) (0x80 | SHORT)).putShort((short) payload.length);
        }
        // A mask of zeros leaves the bytes as they are.
        bytes.putInt(0).put(payload);
        socket.getOutputStream().write(bytes.array(), 0, bytes.position());
    }

    /// The next text frame.
    String read() throws IOException {
        int head = in.readUnsignedByte();
        byte[] payload = payload();
        if ((head & 0x0F) == CLOSE) {
            throw new EOFException("closed with " + ByteBuffer.wrap(payload).getShort());
        }
        return (head & 0x0F) == 1 ? new String(payload, UTF_8) : read();
    }

    /// Reads on until the server closes, and gives its code.
    int readCloseCode() throws IOException {
        while (true) {
            int head = in.readUnsignedByte();
            byte[] payload = payload();
            if ((head & 0x0F) == CLOSE) {
                return ByteBuffer.wrap(payload).getShort();
            }
        }
    }

    private byte[] payload() throws IOException {
        long length = in.readUnsignedByte();
        if (length == SHORT) {
            length = in.readUnsignedShort();
        } else if (length == LONG) {
            length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return payload;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
