package io.hongyan.client;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

final class FrameEncoderTest {

    private static final int MASK = 0x37FA213D;

    @Test
    void aTextIsWrittenAsTheStandardShows() {
        ByteBuffer frame = FrameEncoder.encode(FrameDecoder.TEXT, "Hello".getBytes(UTF_8), MASK);

        // RFC 6455, 5.7: "A single-frame masked text message".
        assertThat(HexFormat.of().formatHex(bytes(frame))).isEqualTo("818537fa213d7f9f4d5158");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 70_001})
    void everyLengthSurvivesMasking(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (i * 31);
        }

        ByteBuffer frame = FrameEncoder.encode(FrameDecoder.TEXT, payload, MASK);

        assertThat(frame.get() & 0xFF).isEqualTo(0x81);
        assertThat(length(frame)).isEqualTo(length);
        byte[] mask = new byte[4];
        frame.get(mask);
        byte[] unmasked = bytes(frame);
        for (int i = 0; i < unmasked.length; i++) {
            unmasked[i] ^= mask[i % 4];
        }
        assertThat(unmasked).isEqualTo(payload);
    }

    private static long length(ByteBuffer frame) {
        int announced = frame.get() & 0xFF;
        assertThat(announced).isGreaterThanOrEqualTo(0x80);
        return switch (announced & 0x7F) {
            case 126 -> frame.getShort() & 0xFFFF;
            case 127 -> frame.getLong();
            default -> announced & 0x7F;
        };
    }

    private static byte[] bytes(ByteBuffer rest) {
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        return bytes;
    }
}
