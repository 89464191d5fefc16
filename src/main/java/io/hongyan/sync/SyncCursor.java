package io.hongyan.sync;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where a device has synced to: a position in its user's mailbox, and within a snapshot also the conversation that
/// was shown last.
///
/// Positions of another `epoch` mean nothing. As text a cursor is bound to its user by a checksum. That is no
/// secret: whatever a cursor says, it only ever opens its holder's own mailbox.
public record SyncCursor(int epoch, long position, @Nullable ConversationId shown) {

    /// Raised by every rebuild of state.
    static final int EPOCH = 0;

    private static final byte VERSION = 1;
    private static final int CONTENT = 1 + Integer.BYTES + 2 * Long.BYTES;
    private static final int CHECKSUM = Long.BYTES;

    /// Everything up to `position` is synced.
    public static SyncCursor at(long position) {
        return new SyncCursor(EPOCH, position, null);
    }

    /// A snapshot that began at `position` has come to `shown`.
    static SyncCursor within(long position, ConversationId shown) {
        return new SyncCursor(EPOCH, position, shown);
    }

    /// The opaque form, for `user` only.
    public String encode(UserId user) {
        byte[] content = ByteBuffer.allocate(CONTENT)
                .put(VERSION)
                .putInt(epoch)
                .putLong(position)
                .putLong(shown == null ? 0 : shown.value())
                .array();
        byte[] bytes = ByteBuffer.allocate(CONTENT + CHECKSUM)
                .put(content)
                .putLong(checksum(user, content))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Up to which position a device with this cursor has everything; empty where it must start anew, or is within a
    /// snapshot.
    public static OptionalLong position(UserId user, String text) {
        return decode(user, text).filter(cursor -> cursor.epoch() == EPOCH && cursor.shown() == null).stream()
                .mapToLong(SyncCursor::position)
                .findAny();
    }

    /// Reads a cursor of `user`; empty for anything else, such as another user's.
    static Optional<SyncCursor> decode(UserId user, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length != CONTENT + CHECKSUM || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] content = new byte[CONTENT];
        buffer.get(content);
        if (buffer.getLong() != checksum(user, content)) {
            return Optional.empty();
        }
        return Optional.of(read(ByteBuffer.wrap(content).position(1)));
    }

    private static SyncCursor read(ByteBuffer content) {
        int epoch = content.getInt();
        long position = content.getLong();
        long shown = content.getLong();
        return new SyncCursor(epoch, position, shown <= 0 ? null : new ConversationId(shown));
    }

    private static long checksum(UserId user, byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(user.value()).flip());
            return ByteBuffer.wrap(digest.digest(content)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
