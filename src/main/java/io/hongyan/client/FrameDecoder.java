package io.hongyan.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Cuts what a server wrote into WebSocket messages (RFC 6455, 5), whatever pieces it comes in.
///
/// Text is handed on where it was read to, uncopied; only what is incomplete is kept. For one thread.
final class FrameDecoder {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /// What a socket is closed with by a server that gives no code.
    static final int NO_CODE = 1005;

    /// The protocol's bound of a server's frame is 1 MiB; above this the stream is not what we think it is.
    static final int MAX_MESSAGE = 4 << 20;

    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int MAX_CONTROL = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private static final byte[] NOTHING = {};

    private byte[] held = NOTHING;
    private int heldLength;
    private @Nullable ByteArrayOutputStream fragments;

    /// Takes what is decoded. The array of a text is valid during the call only.
    interface Sink {

        void text(byte[] utf8, int offset, int length) throws IOException;

        void ping(byte[] payload) throws IOException;

        void close(int code, String reason) throws IOException;
    }

    /// Decodes the first `length` bytes of `data`, after those of earlier calls.
    ///
    /// @throws ProtocolException if no conforming server writes that
    void feed(byte[] data, int length, Sink sink) throws IOException {
        if (heldLength == 0) {
            int used = decode(data, length, sink);
            held = used == length ? NOTHING : Arrays.copyOfRange(data, used, length);
            heldLength = length - used;
        } else {
            if (held.length < heldLength + length) {
                held = Arrays.copyOf(held, Math.max(heldLength + length, 2 * held.length));
            }
            System.arraycopy(data, 0, held, heldLength, length);
            heldLength += length;
            int used = decode(held, heldLength, sink);
            heldLength -= used;
            if (heldLength == 0) {
                held = NOTHING;
            } else if (used > 0) {
                System.arraycopy(held, used, held, 0, heldLength);
            }
        }
    }

    /// Decodes the whole frames among the first `end` bytes, and returns how many bytes they take.
    private int decode(byte[] data, int end, Sink sink) throws IOException {
        int start = 0;
        while (end - start >= 2) {
            int announced = data[start + 1] & 0xFF;
            int headerLength = 2 + (announced == TWO_BYTES ? 2 : announced == EIGHT_BYTES ? 8 : 0);
            if (end - start < headerLength) {
                break;
            }
            long length = length(announced, ByteBuffer.wrap(data, start + 2, headerLength - 2));
            if (end - start - headerLength < length) {
                break;
            }
            int offset = start + headerLength;
            frame(data[start] & 0xFF, data, offset, (int) length, sink);
            start = offset + (int) length;
        }
        return start;
    }

    private static long length(int announced, ByteBuffer extension) throws ProtocolException {
        if ((announced & MASKED) != 0) {
            throw new ProtocolException("the server masks its frames");
        }
        long length = switch (announced) {
            case TWO_BYTES -> extension.getShort() & 0xFFFF;
            case EIGHT_BYTES -> extension.getLong();
            default -> announced;
        };
        if (length < 0 || length > MAX_MESSAGE) {
            throw new ProtocolException("a frame of " + Long.toUnsignedString(length) + " bytes");
        }
        return length;
    }

    private void frame(int first, byte[] data, int offset, int length, Sink sink) throws IOException {
        if ((first & RESERVED) != 0) {
            throw new ProtocolException("a frame of an extension that wasn't agreed on");
        }
        boolean whole = (first & FINAL) != 0;
        int opcode = first & 0xF;
        switch (opcode) {
            case TEXT, CONTINUATION -> text(opcode, whole, data, offset, length, sink);
            case CLOSE, PING, PONG -> {
                if (!whole || length > MAX_CONTROL) {
                    throw new ProtocolException("a control frame in pieces, or of " + length + " bytes");
                }
                control(opcode, ByteBuffer.wrap(data, offset, length), sink);
            }
            default -> throw new ProtocolException("a frame with opcode " + opcode);
        }
    }

    private void text(int opcode, boolean whole, byte[] data, int offset, int length, Sink sink) throws IOException {
        if ((opcode == TEXT) != (fragments == null)) {
            throw new ProtocolException("a fragment out of place");
        }
        if (whole && fragments == null) {
            sink.text(data, offset, length);
            return;
        }
        ByteArrayOutputStream message = fragments == null ? new ByteArrayOutputStream() : fragments;
        if (message.size() + length > MAX_MESSAGE) {
            throw new ProtocolException("a message of more than " + MAX_MESSAGE + " bytes");
        }
        message.write(data, offset, length);
        fragments = whole ? null : message;
        if (whole) {
            sink.text(message.toByteArray(), 0, message.size());
        }
    }

    private static void control(int opcode, ByteBuffer payload, Sink sink) throws IOException {
        switch (opcode) {
            case CLOSE -> {
                int code = payload.remaining() < 2 ? NO_CODE : payload.getShort() & 0xFFFF;
                sink.close(code, UTF_8.decode(payload).toString());
            }
            case PING -> {
                byte[] echo = new byte[payload.remaining()];
                payload.get(echo);
                sink.ping(echo);
            }
            default -> {
                // A pong that nobody asked for.
            }
        }
    }
}
