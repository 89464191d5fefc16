package io.hongyan.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FrameDecoderTest {

    private static final int FINAL = 0x80;

    private final FrameDecoder decoder = new FrameDecoder();
    private final Recorded heard = new Recorded();

    @Test
    void aTextIsHeardWhole() throws Exception {
        feed(frame(FINAL | FrameDecoder.TEXT, "你好"));

        assertThat(heard.list).containsExactly("text 你好");
    }

    @Test
    void severalFramesOfOneReadAreHeardInOrder() throws Exception {
        feed(frame(FINAL | FrameDecoder.TEXT, "a"), frame(FINAL | FrameDecoder.PING, "p"), frame(FINAL | 0x1, "b"));

        assertThat(heard.list).containsExactly("text a", "ping p", "text b");
    }

    @Test
    void whatComesInAnyPiecesIsHeardAsItWasWritten() throws Exception {
        String shorter = "x".repeat(125);
        String longer = "y".repeat(126);
        String longest = "z".repeat(70_000);
        byte[] stream = joined(
                frame(FINAL | 0x1, shorter), frame(FINAL | 0x1, longer), frame(FINAL | 0x1, longest), frame(0x88, ""));
        Random random = new Random(7);

        for (int from = 0; from < stream.length; ) {
            int length = Math.min(1 + random.nextInt(3_000), stream.length - from);
            byte[] piece = new byte[length];
            System.arraycopy(stream, from, piece, 0, length);
            decoder.feed(piece, length, heard);
            from += length;
        }

        assertThat(heard.list).containsExactly("text " + shorter, "text " + longer, "text " + longest, "close 1005 ");
    }

    @Test
    void oneByteAtATimeIsEnough() throws Exception {
        byte[] stream = joined(frame(FINAL | 0x1, "slow"), frame(FINAL | 0x1, "line"));

        for (byte one : stream) {
            decoder.feed(new byte[] {one}, 1, heard);
        }

        assertThat(heard.list).containsExactly("text slow", "text line");
    }

    @Test
    void fragmentsAreJoinedAndAPingMayComeBetweenThem() throws Exception {
        feed(frame(0x1, "one "), frame(FINAL | 0x9, ""), frame(0x0, "two "), frame(FINAL, "three"), frame(0x81, "."));

        assertThat(heard.list).containsExactly("ping ", "text one two three", "text .");
    }

    @Test
    void aCloseTellsItsCodeAndReason() throws Exception {
        byte[] reason = "token".getBytes(UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + reason.length)
                .putShort((short) 4401)
                .put(reason)
                .array();

        feed(frame(FINAL | 0x8, payload));

        assertThat(heard.list).containsExactly("close 4401 token");
    }

    @Test
    void aPongIsNobodysBusiness() throws Exception {
        feed(frame(FINAL | FrameDecoder.PONG, "x"), frame(FINAL | 0x1, "y"));

        assertThat(heard.list).containsExactly("text y");
    }

    @Test
    void whatNoConformingServerWritesIsRefused() {
        assertRefused(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'}, "masks");
        assertRefused(frame(0xC1, "deflated"), "extension");
        assertRefused(frame(FINAL | 0x2, "binary"), "opcode 2");
        assertRefused(frame(FINAL, "a continuation of nothing"), "out of place");
        assertRefused(joined(frame(0x1, "begun"), frame(FINAL | 0x1, "again")), "out of place");
        assertRefused(frame(0x9, "a ping in pieces"), "control");
        assertRefused(frame(FINAL | 0x8, "r".repeat(126)), "control");
        assertRefused(new byte[] {(byte) 0x81, 127, -1, 0, 0, 0, 0, 0, 0, 0}, "bytes");
        assertRefused(new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0x7F, 0, 0, 0}, "bytes");
    }

    private static void assertRefused(byte[] stream, String reason) {
        assertThatThrownBy(() -> new FrameDecoder().feed(stream, stream.length, new Recorded()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(reason);
    }

    private void feed(byte[]... frames) throws IOException {
        byte[] stream = joined(frames);
        decoder.feed(stream, stream.length, heard);
    }

    private static byte[] joined(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(UTF_8));
    }

    /// A frame as a server writes it: unmasked.
    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static final class Recorded implements FrameDecoder.Sink {

        private final List<String> list = new ArrayList<>();

        @Override
        public void text(byte[] utf8, int offset, int length) {
            list.add("text " + new String(utf8, offset, length, UTF_8));
        }

        @Override
        public void ping(byte[] payload) {
            list.add("ping " + new String(payload, UTF_8));
        }

        @Override
        public void close(int code, String reason) {
            list.add("close " + code + " " + reason);
        }
    }
}
