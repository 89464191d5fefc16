package io.hongyan.bench.ceiling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// One connection of a [BareServer]: the handshake, then frames of text, whole ones as [io.hongyan.client] writes them.
/// What of a frame or of the handshake hasn't come yet is kept.
final class BareFrame {

    private static final Pattern KEY = Pattern.compile("(?i)Sec-WebSocket-Key: *(\\S+)");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 0x81;
    private static final int LENGTH = 0x7F;
    private static final int TWO_BYTES = 126;
    private static final int MASK = 4;

    private boolean shaken;
    private byte[] held = {};

    /// Answers the handshake once its end is in `read`, and says whether that was now.
    boolean shake(ByteBuffer read, SocketChannel socket) throws IOException {
        if (shaken) {
            return false;
        }
        take(read);
        String head = new String(held, US_ASCII);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        shaken = true;
        held = Arrays.copyOfRange(held, end + 4, held.length);
        socket.write(ByteBuffer.wrap(answer(head).getBytes(US_ASCII)));
        return true;
    }

    private static String answer(String head) {
        Matcher key = KEY.matcher(head);
        if (!key.find()) {
            throw new IllegalArgumentException("no WebSocket");
        }
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Protocol: hongyan.v1\r\nSec-WebSocket-Accept: " + accept(key.group(1)) + "\r\n\r\n";
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private void take(ByteBuffer read) {
        byte[] more = new byte[held.length + read.remaining()];
        System.arraycopy(held, 0, more, 0, held.length);
        read.get(more, held.length, read.remaining());
        held = more;
    }

    /// The text of the next whole frame, unmasked; null where there is none. Other frames are passed over.
    byte @Nullable [] next(ByteBuffer read) {
        if (read.hasRemaining()) {
            take(read);
        }
        if (!shaken || held.length < 2) {
            return null;
        }
        int announced = held[1] & LENGTH;
        int header = announced == TWO_BYTES ? 4 : 2;
        if (announced > TWO_BYTES) {
            throw new IllegalArgumentException("a frame that no benchmark writes");
        }
        if (held.length < header + MASK) {
            return null;
        }
        int length = announced == TWO_BYTES ? (held[2] & 0xFF) << Byte.SIZE | held[3] & 0xFF : announced;
        int end = header + MASK + length;
        if (held.length < end) {
            return null;
        }
        boolean isText = (held[0] & 0xFF) == TEXT;
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (held[header + MASK + i] ^ held[header + i % MASK]);
        }
        held = Arrays.copyOfRange(held, end, held.length);
        return isText ? text : next(read);
    }

    /// A whole frame of text as servers write it.
    static ByteBuffer text(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 4);
        frame.put((byte) TEXT);
        if (payload.length < TWO_BYTES) {
            frame.put((byte) payload.length);
        } else {
            frame.put((byte) TWO_BYTES).putShort((short) payload.length);
        }
        return frame.put(payload).flip();
    }
}
