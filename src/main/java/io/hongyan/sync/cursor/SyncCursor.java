package io.hongyan.sync.cursor;

import io.hongyan.streams.id.ConversationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a device has synced to: a position in its user's mailbox, and for each partition of `summaries` the first
/// offset that it hasn't seen. Within a snapshot also the conversation that was shown last: the rest is then where it
/// began.
///
/// Positions of another `epoch` mean nothing. Its text is made and read by [CursorCodec].
public record SyncCursor(
        int epoch,
        long position,
        List<Long> summaries,
        @Nullable ConversationId shown) {

    public SyncCursor {
        summaries = List.copyOf(summaries);
    }

    /// Everything up to here is synced.
    public SyncCursor(int epoch, long position, List<Long> summaries) {
        this(epoch, position, summaries, null);
    }

    SyncCursor at(long newPosition) {
        return new SyncCursor(epoch, newPosition, summaries, shown);
    }

    /// The same within a snapshot that has come to `conversation`, or at its end for null.
    public SyncCursor shown(@Nullable ConversationId conversation) {
        return new SyncCursor(epoch, position, summaries, conversation);
    }

    public boolean isWithinSnapshot() {
        return shown != null;
    }
}
