package io.hongyan.media.content;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A PNG file: a signature, then chunks, each a length, a type, data and a checksum.
final class Png {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;

    /// Texts, the time, and what cameras write.
    private static final Set<String> DROPPED = Set.of("tEXt", "zTXt", "iTXt", "tIME", "eXIf");

    private Png() {}

    /// Writes `file` without metadata to `stripped`.
    static Path strip(Path file, Path stripped) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(stripped)))) {
            if (in.readLong() != SIGNATURE) {
                throw Pictures.unreadable();
            }
            out.writeLong(SIGNATURE);
            String type = "";
            while (!type.equals("IEND")) {
                int length = in.readInt();
                byte[] name = in.readNBytes(4);
                type = new String(name, ISO_8859_1);
                if (length < 0) {
                    throw Pictures.unreadable();
                }
                if (DROPPED.contains(type)) {
                    in.skipNBytes(length + 4L);
                } else {
                    out.writeInt(length);
                    out.write(name);
                    copy(in, out, length + 4L);
                }
            }
            return stripped;
        } catch (EOFException cut) {
            throw Pictures.unreadable();
        }
    }

    private static void copy(DataInputStream in, DataOutputStream out, long length) throws IOException {
        byte[] buffer = new byte[8192];
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }
}
