package io.hongyan.media.content;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Pictures to upload, some with what mustn't be told and some that are made to do harm.
public final class SamplePictures {

    /// Stands for what cameras write: where and when.
    public static final String SECRET = "39.9087 N, 116.3975 E";

    private SamplePictures() {}

    /// A picture, red on the left and blue on the right.
    public static byte[] of(String format, int width, int height) {
        boolean alpha = format.equals("png");
        BufferedImage image =
                new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, format, out)) {
                throw new AssertionError("Java doesn't write " + format);
            }
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// A JPEG as a phone makes it that is held upright: with the place in Exif, in a comment and behind its end.
    public static byte[] jpegOfAPhone(int width, int height) {
        byte[] jpeg = of("jpeg", width, height);
        byte[] secret = SECRET.getBytes(ISO_8859_1);
        byte[] exif = Exif.turned(6);
        ByteBuffer all = ByteBuffer.allocate(jpeg.length + 8 + exif.length + 2 * secret.length + secret.length);
        all.put(jpeg, 0, 2);
        all.putShort((short) 0xFFE1)
                .putShort((short) (2 + exif.length + secret.length))
                .put(exif)
                .put(secret);
        all.putShort((short) 0xFFFE).putShort((short) (2 + secret.length)).put(secret);
        all.put(jpeg, 2, jpeg.length - 2);
        all.put(secret);
        return all.array();
    }

    /// A PNG with the place in a text.
    public static byte[] pngWithText(int width, int height) {
        byte[] png = of("png", width, height);
        byte[] text = chunk("tEXt", ("Location\0" + SECRET).getBytes(ISO_8859_1));
        return ByteBuffer.allocate(png.length + text.length)
                .put(png, 0, 33)
                .put(text)
                .put(png, 33, png.length - 33)
                .array();
    }

    /// A PNG of a few bytes that says it has so many pixels.
    public static byte[] bomb(int width, int height) {
        byte[] head = chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        byte[] pixels = chunk("IDAT", new byte[] {0x78, (byte) 0x9C, 0x03, 0, 0, 0, 0, 1});
        byte[] end = chunk("IEND", new byte[0]);
        return ByteBuffer.allocate(8 + head.length + pixels.length + end.length)
                .putLong(0x89504E470D0A1A0AL)
                .put(head)
                .put(pixels)
                .put(end)
                .array();
    }

    private static byte[] chunk(String type, byte[] data) {
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(ISO_8859_1));
        sum.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(type.getBytes(ISO_8859_1))
                .put(data)
                .putInt((int) sum.getValue())
                .array();
    }
}
