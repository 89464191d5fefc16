package io.hongyan.sdk.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A conversation as its member sees it. `title` and `history` are a group's, `peerId` is a direct conversation's.
public record Conversation(
        String id,
        String kind,
        @Nullable String title,
        int memberCount,
        String role,
        @Nullable String peerId,
        Head head,
        ReadMark read,
        long unread,
        int mentions,
        boolean muted,
        boolean pinned,
        boolean hidden,
        boolean markedUnread,
        boolean left,
        long joinedSeq,
        @Nullable String history,
        @Nullable String fanout) {

    /// The newest entry; `at` is the time of the newest message, or of joining.
    public record Head(
            long seq,
            long ordinal,
            @Nullable Instant at,
            @Nullable Preview preview) {}

    /// The beginning of a message. `text` is null where its kind has none.
    public record Preview(
            String senderId, String kind, @Nullable String text) {}

    /// How far the member has read.
    public record ReadMark(long seq, long ordinal) {}
}
