package io.hongyan.mailbox;

import io.hongyan.streams.id.ConversationId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/// Where a conversation stands in its user's list: pinned first, then the newest.
///
/// As text it is the list's cursor. It says nothing that its holder didn't see on the page before.
public record Place(boolean pinned, long at, ConversationId conversation) implements Comparable<Place> {

    private static final byte VERSION = 1;
    private static final int LENGTH = 2 + 2 * Long.BYTES;

    @Override
    public int compareTo(Place other) {
        int byPin = Boolean.compare(other.pinned, pinned);
        if (byPin != 0) {
            return byPin;
        }
        int byTime = Long.compare(other.at, at);
        return byTime != 0 ? byTime : other.conversation.compareTo(conversation);
    }

    String toCursor() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .put((byte) (pinned ? 1 : 0))
                .putLong(at)
                .putLong(conversation.value());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// The place that a cursor names; empty for text that isn't one.
    static Optional<Place> ofCursor(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() != LENGTH || bytes.get() != VERSION) {
                return Optional.empty();
            }
            return Optional.of(new Place(bytes.get() != 0, bytes.getLong(), new ConversationId(bytes.getLong())));
        } catch (IllegalArgumentException notACursor) {
            return Optional.empty();
        }
    }
}
