package io.hongyan.client;

import java.nio.ByteBuffer;

/// Writes WebSocket frames as a client has to: whole, and masked (RFC 6455, 5.2 and 5.3).
final class FrameEncoder {

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int MASK_LENGTH = 4;
    private static final int MAX_ONE_BYTE = 125;
    private static final int MAX_TWO_BYTES = 0xFFFF;

    private FrameEncoder() {}

    /// One frame, ready to be written.
    static ByteBuffer encode(int opcode, byte[] payload, int mask) {
        ByteBuffer frame = ByteBuffer.allocate(2 + extension(payload.length) + MASK_LENGTH + payload.length);
        frame.put((byte) (FINAL | opcode));
        switch (extension(payload.length)) {
            case 0 -> frame.put((byte) (MASKED | payload.length));
            case Short.BYTES -> frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
            default -> frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask >>> (Byte.SIZE * (MASK_LENGTH - 1 - i % MASK_LENGTH))));
        }
        return frame.flip();
    }

    private static int extension(int length) {
        return length <= MAX_ONE_BYTE ? 0 : length <= MAX_TWO_BYTES ? Short.BYTES : Long.BYTES;
    }
}
