package io.hongyan.media.content;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.media.MediaKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class InspectorTest {

    private final Inspector inspector = new Inspector(new Pictures(1_000_000, 400));

    @TempDir
    Path folder;

    @Test
    void whatLastsIsKnownByItsBytes() throws IOException {
        assertThat(type(MediaKind.VIDEO, "a", mp4("isom"))).isEqualTo("video/mp4");
        assertThat(type(MediaKind.VIDEO, "a", mp4("mp42"))).isEqualTo("video/mp4");
        assertThat(type(MediaKind.VIDEO, "a.mp4", mp4("qt  "))).isEqualTo("video/quicktime");
        assertThat(type(MediaKind.VOICE, "a", mp4("M4A "))).isEqualTo("audio/mp4");
        assertThat(type(MediaKind.VIDEO, "a", matroska("webm"))).isEqualTo("video/webm");
        assertThat(type(MediaKind.VOICE, "a", matroska("webm"))).isEqualTo("video/webm");
        assertThat(type(MediaKind.VIDEO, "a.webm", matroska("matroska"))).isEqualTo("video/x-matroska");
    }

    @Test
    void noNameMakesAFilmOfNoise() {
        byte[] noise = new byte[1_000];
        new Random(3).nextBytes(noise);

        assertRefused(MediaKind.VIDEO, "a.mp4", noise);
        assertRefused(MediaKind.VOICE, "a.mp3", noise);
        assertRefused(MediaKind.IMAGE, "a.png", noise);
    }

    @Test
    void theNameTellsFilesApartThatBeginAlike() throws IOException {
        assertThat(type(MediaKind.FILE, "a.csv", "a,b".getBytes(UTF_8))).isEqualTo("text/csv");
        assertThat(type(MediaKind.FILE, "a.txt", "a,b".getBytes(UTF_8))).isEqualTo("text/plain");
    }

    /// The beginning of a film that says it is of this brand.
    private static byte[] mp4(String brand) {
        return ByteBuffer.allocate(32)
                .putInt(24)
                .put(("ftyp" + brand).getBytes(ISO_8859_1))
                .putInt(512)
                .put((brand + "mp41").getBytes(ISO_8859_1))
                .putInt(8)
                .put("mdat".getBytes(ISO_8859_1))
                .array();
    }

    /// The beginning of a film as browsers record it.
    private static byte[] matroska(String use) {
        byte[] before = HexFormat.of().parseHex("1a45dfa39f4286810142f7810142f2810442f381084282");
        byte[] after = HexFormat.of().parseHex("42878102428581021853806701ffffffffffffff");
        return ByteBuffer.allocate(before.length + 1 + use.length() + after.length)
                .put(before)
                .put((byte) (0x80 | use.length()))
                .put(use.getBytes(ISO_8859_1))
                .put(after)
                .array();
    }

    private void assertRefused(MediaKind kind, String name, byte[] bytes) {
        assertThatThrownBy(() -> type(kind, name, bytes))
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA));
    }

    private String type(MediaKind kind, String name, byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "medium", ""), bytes);
        return inspector.inspect(kind, name, file).type();
    }
}
