package io.hongyan.media.content;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A JPEG file: a row of segments, each a marker and, mostly, a length and data; a scan is followed by its pixels.
///
/// What is left is what decoders need: of the application segments JFIF's, the colour profile and Adobe's, and how the
/// picture is turned; neither comments nor whatever follows the end of the picture. The pixels stay as they are.
final class Jpeg {

    /// How a picture is turned that isn't: the numbers are those of Exif.
    static final int UPRIGHT = 1;

    /// From here on width and height change places.
    static final int FIRST_LYING = 5;

    private static final int LAST_TURN = 8;

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_APPLICATION = 0xE0;
    private static final int EXIF = 0xE1;
    private static final int PROFILE = 0xE2;
    private static final int ADOBE = 0xEE;
    private static final int LAST_APPLICATION = 0xEF;
    private static final int COMMENT = 0xFE;

    private final DataInputStream in;
    private final DataOutputStream out;
    private int turned = UPRIGHT;

    private Jpeg(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /// Writes `file` without metadata to `stripped`; tells how the picture is turned, 1 to 8 as in Exif.
    static int strip(Path file, Path stripped) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(stripped)))) {
            Jpeg jpeg = new Jpeg(in, out);
            jpeg.copy();
            return jpeg.turned;
        } catch (EOFException cut) {
            throw Pictures.unreadable();
        }
    }

    private void copy() throws IOException {
        if (marker() != START) {
            throw Pictures.unreadable();
        }
        write(START);
        int marker = marker();
        while (marker != END) {
            if (marker == TEMPORARY || (marker >= FIRST_RESTART && marker < START)) {
                write(marker);
                marker = marker();
            } else {
                segment(marker);
                marker = marker == SCAN ? pixels() : marker();
            }
        }
        write(END);
    }

    private int marker() throws IOException {
        if (in.readUnsignedByte() != 0xFF) {
            throw Pictures.unreadable();
        }
        int marker = in.readUnsignedByte();
        while (marker == 0xFF) {
            marker = in.readUnsignedByte();
        }
        return marker;
    }

    private void write(int marker) throws IOException {
        out.write(0xFF);
        out.write(marker);
    }

    private void segment(int marker) throws IOException {
        int length = in.readUnsignedShort() - 2;
        if (length < 0) {
            throw Pictures.unreadable();
        }
        byte[] data = in.readNBytes(length);
        if (data.length < length) {
            throw new EOFException();
        }
        if (isNeeded(marker, data)) {
            write(marker, data);
        } else if (marker == EXIF && turned == UPRIGHT) {
            turned = Exif.orientation(data);
            if (turned > UPRIGHT && turned <= LAST_TURN) {
                write(EXIF, Exif.turned(turned));
            } else {
                turned = UPRIGHT;
            }
        }
    }

    private static boolean isNeeded(int marker, byte[] data) {
        return switch (marker) {
            case FIRST_APPLICATION -> begins(data, "JFIF\0");
            case PROFILE -> begins(data, "ICC_PROFILE\0");
            case ADOBE -> begins(data, "Adobe");
            case COMMENT -> false;
            default -> marker < FIRST_APPLICATION || marker > LAST_APPLICATION;
        };
    }

    static boolean begins(byte[] data, String with) {
        byte[] expected = with.getBytes(ISO_8859_1);
        return data.length >= expected.length && Arrays.equals(data, 0, expected.length, expected, 0, expected.length);
    }

    private void write(int marker, byte[] data) throws IOException {
        write(marker);
        out.writeShort(data.length + 2);
        out.write(data);
    }

    /// Copies pixels up to the next marker that isn't one of theirs. A file that ends before its picture does still
    /// shows what it has.
    private int pixels() throws IOException {
        for (int one = in.read(); one >= 0; one = in.read()) {
            if (one != 0xFF) {
                out.write(one);
                continue;
            }
            int next = in.read();
            while (next == 0xFF) {
                next = in.read();
            }
            if (next < 0) {
                return END;
            }
            if (next != 0 && (next < FIRST_RESTART || next >= START)) {
                return next;
            }
            write(next);
        }
        return END;
    }
}
