package io.hongyan.streams.log;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// The version of a record's encoding, in a header of one byte.
///
/// It is raised only when old readers can't read what new writers write; adding a field doesn't raise it.
public final class Format {

    /// What this program writes, and the highest it reads.
    public static final byte CURRENT = 2;

    private static final String HEADER = "v";

    private Format() {}

    /// Sets the version of a record that this program writes.
    public static void addTo(Headers headers) {
        headers.remove(HEADER);
        headers.add(HEADER, new byte[] {CURRENT});
    }

    /// Whether this program can read a record with these headers; one without a version is of the first.
    public static boolean isReadable(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || (header.value() != null && header.value().length == 1 && header.value()[0] <= CURRENT);
    }
}
