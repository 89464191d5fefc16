package io.hongyan.media.content;

import com.google.common.primitives.Bytes;
import io.hongyan.error.HongyanException;
import io.hongyan.media.MediaKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class StrippingTest {

    /// A picture of one pixel.
    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    private final Inspector inspector = new Inspector(new Pictures(1_000_000, 400));

    @TempDir
    Path folder;

    @Test
    void aJpegKeepsItsPixels() throws IOException {
        byte[] plain = SamplePictures.of("jpeg", 60, 40);
        byte[] photograph = SamplePictures.jpegOfAPhone(60, 40);

        Inspection found = inspect("a.jpg", photograph);

        byte[] kept = Files.readAllBytes(found.file());
        assertThat(new String(kept, ISO_8859_1)).doesNotContain(SamplePictures.SECRET);
        // All that is left is how it was held.
        assertThat(kept.length).isLessThan(plain.length + 50);
        assertThat(ImageIO.read(found.file().toFile()).getRGB(50, 20))
                .isEqualTo(ImageIO.read(file(plain).toFile()).getRGB(50, 20));
        assertThat(found.picture()).extracting(Inspection.Picture::width).isEqualTo(40);
    }

    @Test
    void aPngLosesItsTexts() throws IOException {
        Inspection found = inspect("a.png", SamplePictures.pngWithText(60, 40));

        assertThat(Files.readAllBytes(found.file())).isEqualTo(SamplePictures.of("png", 60, 40));
    }

    @Test
    void aWebPLosesWhatCamerasWrite() throws IOException {
        byte[] exif = SamplePictures.SECRET.getBytes(ISO_8859_1);
        byte[] with = ByteBuffer.allocate(WEBP.length + 8 + exif.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(WEBP)
                .put("EXIF".getBytes(ISO_8859_1))
                .putInt(exif.length)
                .put(exif)
                .putInt(4, WEBP.length - 8 + 8 + exif.length)
                .array();

        Inspection found = inspect("a.webp", with);

        assertThat(Files.readAllBytes(found.file())).isEqualTo(WEBP);
        assertThat(found.type()).isEqualTo("image/webp");
    }

    @Test
    void aGifKeepsItsPicturesAndHowOftenTheyAreRepeated() throws IOException {
        byte[] plain = SamplePictures.of("gif", 60, 40);
        int colours = 3 << ((plain[10] & 7) + 1);
        byte[] head = Arrays.copyOf(plain, 13 + colours);
        byte[] picture = Arrays.copyOfRange(plain, 13 + colours, plain.length - 1);
        byte[] repeated = extension(0xFF, "NETSCAPE2.0", "\001\000\000");
        byte[] comment = extension(0xFE, SamplePictures.SECRET, SamplePictures.SECRET);
        byte[] program = extension(0xFF, "XMP DataXMP", SamplePictures.SECRET);
        byte[] end = {0x3B};
        byte[] behind = SamplePictures.SECRET.getBytes(ISO_8859_1);
        byte[] said = Bytes.concat(comment, program, extension(0xFE));

        Inspection found =
                inspect("a.gif", Bytes.concat(head, repeated, said, picture, said, picture, comment, end, behind));

        assertThat(Files.readAllBytes(found.file())).isEqualTo(Bytes.concat(head, repeated, picture, picture, end));
        assertThat(found.type()).isEqualTo("image/gif");
    }

    private static byte[] extension(int label, String... blocks) {
        ByteArrayOutputStream extension = new ByteArrayOutputStream();
        extension.write(0x21);
        extension.write(label);
        for (String block : blocks) {
            extension.write(block.length());
            extension.writeBytes(block.getBytes(ISO_8859_1));
        }
        extension.write(0);
        return extension.toByteArray();
    }

    @Test
    void nothingBrokenGetsThroughNorMakesItFail() throws IOException {
        Random random = new Random(7);
        for (byte[] sound : new byte[][] {
            SamplePictures.jpegOfAPhone(60, 40),
            SamplePictures.pngWithText(60, 40),
            SamplePictures.of("gif", 60, 40),
            WEBP
        }) {
            for (int round = 0; round < 60; round++) {
                byte[] broken = Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
                for (int i = 0; i < 3; i++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                assertKeptOrRefused(broken);
            }
        }
    }

    private void assertKeptOrRefused(byte[] broken) throws IOException {
        try {
            assertThat(inspect("a", broken).picture()).isNotNull();
        } catch (HongyanException refused) {
            assertThat(refused.code().status()).isIn(413, 415);
        }
    }

    @Test
    void aBombIsNotDecoded() {
        assertThatThrownBy(() -> inspect("a.png", SamplePictures.bomb(1_001, 1_000)))
                .isInstanceOf(HongyanException.class)
                .hasMessageContaining("pixels");
    }

    private Inspection inspect(String name, byte[] bytes) throws IOException {
        return inspector.inspect(MediaKind.IMAGE, name, file(bytes));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "picture", ""), bytes);
    }
}
