package io.hongyan.media.content;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A GIF file: a header, then pictures and extensions, each with its data in blocks of a length and at most 255 bytes,
/// of which the last is empty.
///
/// What is left is the pictures, how each is shown, and how often they are repeated; neither comments nor what programs
/// write for themselves nor whatever follows the end. The pixels stay as they are.
final class Gif {

    private static final String SIGNATURE = "GIF8";
    private static final int HEADER = 13;
    private static final int HEADER_FLAGS = 10;

    private static final int PICTURE = 0x2C;
    private static final int DESCRIPTOR = 9;
    private static final int DESCRIPTOR_FLAGS = 8;

    private static final int HAS_COLOURS = 0x80;
    private static final int COLOURS = 0b111;

    private static final int EXTENSION = 0x21;
    private static final int CONTROL = 0xF9;
    private static final int CONTROL_LENGTH = 4;
    private static final int APPLICATION = 0xFF;
    private static final String REPEATING = "NETSCAPE2.0";
    private static final int REPEAT = 1;
    private static final int REPEAT_LENGTH = 3;

    /// Some programs end a block twice.
    private static final int ENDED_AGAIN = 0;

    private static final int END = 0x3B;

    private final DataInputStream in;
    private final OutputStream out;

    private Gif(DataInputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /// Writes `file` without metadata to `stripped`.
    static Path strip(Path file, Path stripped) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(stripped))) {
            new Gif(in, out).copy();
            return stripped;
        } catch (EOFException cut) {
            throw Pictures.unreadable();
        }
    }

    private void copy() throws IOException {
        byte[] header = read(HEADER);
        if (!Jpeg.begins(header, SIGNATURE)) {
            throw Pictures.unreadable();
        }
        out.write(header);
        copyColours(header[HEADER_FLAGS]);
        // Not all programs write the end.
        for (int mark = in.read(); mark >= 0 && mark != END; mark = in.read()) {
            switch (mark) {
                case PICTURE -> copyPicture();
                case EXTENSION -> copyExtension();
                case ENDED_AGAIN -> {}
                default -> throw Pictures.unreadable();
            }
        }
        out.write(END);
    }

    private void copyColours(byte flags) throws IOException {
        if ((flags & HAS_COLOURS) != 0) {
            out.write(read(3 << ((flags & COLOURS) + 1)));
        }
    }

    private void copyPicture() throws IOException {
        out.write(PICTURE);
        byte[] descriptor = read(DESCRIPTOR);
        out.write(descriptor);
        copyColours(descriptor[DESCRIPTOR_FLAGS]);
        // How the pixels are packed.
        out.write(in.readUnsignedByte());
        for (byte[] block = block(); block.length > 0; block = block()) {
            write(block);
        }
        out.write(0);
    }

    private void copyExtension() throws IOException {
        int label = in.readUnsignedByte();
        byte[] first = block();
        boolean repeating = label == APPLICATION && new String(first, ISO_8859_1).equals(REPEATING);
        if (label == CONTROL && first.length == CONTROL_LENGTH) {
            begin(CONTROL, first);
            out.write(0);
        }
        for (byte[] block = first; block.length > 0; block = block()) {
            if (repeating && block.length == REPEAT_LENGTH && block[0] == REPEAT) {
                begin(APPLICATION, first);
                write(block);
                out.write(0);
            }
        }
    }

    private void begin(int label, byte[] first) throws IOException {
        out.write(EXTENSION);
        out.write(label);
        write(first);
    }

    private void write(byte[] block) throws IOException {
        out.write(block.length);
        out.write(block);
    }

    private byte[] block() throws IOException {
        return read(in.readUnsignedByte());
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }
}
