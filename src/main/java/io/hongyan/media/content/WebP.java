package io.hongyan.media.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A WebP file: a header with the length of what follows, then chunks, each a type, a length and data, which are padded
/// to an even length.
final class WebP {

    private static final int HEADER = 12;
    private static final Set<String> DROPPED = Set.of("EXIF", "XMP ");

    /// Says which chunks there are.
    private static final String EXTENDED = "VP8X";

    private static final int HAS_METADATA = 0b1100;

    private WebP() {}

    /// Writes `file` without metadata to `stripped`.
    static Path strip(Path file, Path stripped) throws IOException {
        try (FileChannel in = FileChannel.open(file);
                FileChannel out = FileChannel.open(
                        stripped,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer header = read(in, 0, HEADER);
            out.write(header.duplicate());
            long end = Math.min(in.size(), 8 + Integer.toUnsignedLong(header.getInt(4)));
            for (long at = HEADER; at + 8 <= end; ) {
                ByteBuffer chunk = read(in, at, 8);
                long length = Integer.toUnsignedLong(chunk.getInt(4));
                if (at + 8 + length > in.size()) {
                    throw Pictures.unreadable();
                }
                // The last may lack its padding.
                long next = Math.min(at + 8 + length + (length & 1), in.size());
                String type = ISO_8859_1.decode(chunk.slice(0, 4)).toString();
                if (!DROPPED.contains(type)) {
                    long written = out.position();
                    transfer(in, at, next - at, out);
                    if (type.equals(EXTENDED)) {
                        int flags = read(in, at + 8, 1).get(0) & ~HAS_METADATA;
                        out.write(ByteBuffer.wrap(new byte[] {(byte) flags}), written + 8);
                    }
                }
                at = next;
            }
            ByteBuffer length =
                    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, (int) (out.size() - 8));
            out.write(length, 4);
        }
        return stripped;
    }

    private static ByteBuffer read(FileChannel in, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (in.read(bytes, at + bytes.position()) < 0) {
                throw Pictures.unreadable();
            }
        }
        return bytes.flip();
    }

    private static void transfer(FileChannel in, long at, long length, FileChannel out) throws IOException {
        for (long done = 0; done < length; ) {
            done += in.transferTo(at + done, length - done, out);
        }
    }
}
