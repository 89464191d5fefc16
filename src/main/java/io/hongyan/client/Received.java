package io.hongyan.client;

import java.io.IOException;
import java.util.List;

/// A frame from the server, as far as this client looks at it; `r` is 0 where the server gave none.
///
/// Frames are read in one pass without binding: the benchmark reads tens of thousands a second on the server's
/// own machine.
public sealed interface Received {

    record Welcome(String userId) implements Received {}

    /// The answer to a send; for other requests only `r` says something.
    record Ok(long r, String conversationId, String clientId, long seq, long ordinal, boolean duplicate)
            implements Received {}

    record Refused(long r, String clientId, String code, String detail, boolean retryable) implements Received {}

    /// Pushed entries, or with `r` those that were asked for.
    record Entries(long r, List<Entry> entries) implements Received {

        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /// Entries that are there but weren't pushed.
    record Heads(List<Head> heads) implements Received {

        public Heads {
            heads = List.copyOf(heads);
        }
    }

    record Head(String conversationId, long seq) {}

    /// Counts; once the entries up to `cursor` are stored, a device may acknowledge it.
    record Unread(long total, long version, String cursor) implements Received {}

    record Bye(String code) implements Received {}

    /// A frame that this client has no use for.
    record Other(String type) implements Received {}

    /// Reads the frame of which `length` bytes stand in `utf8` from `offset` on.
    static Received parse(byte[] utf8, int offset, int length) throws IOException {
        return FrameParser.parse(utf8, offset, length);
    }
}
