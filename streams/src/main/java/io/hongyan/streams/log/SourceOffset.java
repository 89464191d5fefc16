package io.hongyan.streams.log;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// The offset of the command that an event or outcome came from, in a header of it.
///
/// Whoever stores events stores it too, and so can tell later whether the conversation state is behind what it
/// knows; and whoever reads them uncommitted can tell which are decided again.
public final class SourceOffset {

    private static final String HEADER = "command";

    private SourceOffset() {}

    public static void addTo(Headers headers, long offset) {
        headers.add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }

    /// The offset in `commands`; -1 where the header is missing.
    public static long of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null ? -1 : ByteBuffer.wrap(header.value()).getLong();
    }
}
