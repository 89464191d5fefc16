package io.hongyan.conversation.receipt;

import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many members have read a message and how many haven't, and some of them, in order of id; with `nextCursor` there
/// are more.
public record ReceiptPage(
        int readCount,
        int unreadCount,
        List<UserId> read,
        List<UserId> unread,
        @Nullable String nextCursor) {

    public ReceiptPage {
        read = List.copyOf(read);
        unread = List.copyOf(unread);
    }
}
