package io.hongyan.streams.log;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Who waits for the answer to a command or mark: a node, and the number under which it remembers the request.
///
/// It travels in a header, so that even a record which can't be decoded is answered.
public record ReplyTo(String node, long request) {

    private static final String HEADER = "reply-to";

    /// Reads the header; null where nobody waits, or where it can't be read.
    public static @Nullable ReplyTo of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return null;
        }
        String text = new String(header.value(), UTF_8);
        int at = text.indexOf(' ');
        try {
            return at < 1 ? null : new ReplyTo(text.substring(at + 1), Long.parseLong(text, 0, at, 16));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// Adds the header to a record's headers.
    public void addTo(Headers headers) {
        headers.add(HEADER, (Long.toHexString(request) + " " + node).getBytes(UTF_8));
    }
}
