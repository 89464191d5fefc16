package io.hongyan.conversation.receipt;

import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many members have read a message and how many haven't, and some of them, in order of id; with `nextCursor`
/// there are more. `deliveredCount` are those who have it on a device, whoever has read it among them, and
/// `delivered` those of the `unread` ones.
public record ReceiptPage(
        int readCount,
        int unreadCount,
        int deliveredCount,
        List<UserId> read,
        List<UserId> unread,
        List<UserId> delivered,
        @Nullable String nextCursor) {

    public ReceiptPage {
        read = List.copyOf(read);
        unread = List.copyOf(unread);
        delivered = List.copyOf(delivered);
    }
}
