package io.hongyan.media.content;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// What cameras write into pictures, of which only how they were held is of use: a TIFF file behind a name.
final class Exif {

    private static final String NAME = "Exif\0\0";
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;
    private static final int DIRECTORY = 8;

    private Exif() {}

    /// How the picture is turned, of which this is the Exif segment; 1 where that isn't told.
    static int orientation(byte[] segment) {
        if (!Jpeg.begins(segment, NAME)) {
            return Jpeg.UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(segment, NAME.length(), segment.length - NAME.length())
                .slice();
        try {
            tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int count = Short.toUnsignedInt(tiff.getShort(directory));
            for (int entry = directory + 2; entry < directory + 2 + count * ENTRY; entry += ENTRY) {
                if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
                    return Short.toUnsignedInt(tiff.getShort(entry + 8));
                }
            }
            return Jpeg.UPRIGHT;
        } catch (IndexOutOfBoundsException | BufferUnderflowException broken) {
            return Jpeg.UPRIGHT;
        }
    }

    /// A segment that says nothing but how the picture is turned.
    static byte[] turned(int orientation) {
        return ByteBuffer.allocate(NAME.length() + DIRECTORY + 2 + ENTRY + 4)
                .put(NAME.getBytes(ISO_8859_1))
                .putShort((short) 0x4D4D)
                .putShort((short) 42)
                .putInt(DIRECTORY)
                .putShort((short) 1)
                .putShort((short) ORIENTATION)
                .putShort((short) SHORT)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
