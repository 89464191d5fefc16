package io.hongyan.sync.cursor;

import io.hongyan.infra.Hmac;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The text of cursors: opaque, and authenticated for one user by a key that all nodes share. Thread-safe.
public final class CursorCodec {

    private static final byte VERSION = 2;

    /// Enough of the code that nobody guesses it.
    private static final int CODE = 12;

    /// What is in front of the offsets.
    private static final int HEAD = 1 + Integer.BYTES + 2 * Long.BYTES + 1;

    private final Hmac hmac;

    public CursorCodec(byte[] key) {
        this.hmac = new Hmac(key);
    }

    /// The text of a cursor, of use to `user` only.
    public String encode(UserId user, SyncCursor cursor) {
        ConversationId shown = cursor.shown();
        ByteBuffer content = ByteBuffer.allocate(
                        HEAD + Long.BYTES * cursor.summaries().size())
                .put(VERSION)
                .putInt(cursor.epoch())
                .putLong(cursor.position())
                .putLong(shown == null ? 0 : shown.value())
                .put((byte) cursor.summaries().size());
        cursor.summaries().forEach(content::putLong);
        byte[] bytes = ByteBuffer.allocate(content.capacity() + CODE)
                .put(content.array())
                .put(code(user, content.array()))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Reads a cursor of `user`; empty for anything that wasn't made for them.
    public Optional<SyncCursor> decode(UserId user, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length < HEAD + CODE || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(bytes, bytes.length - CODE);
        byte[] code = Arrays.copyOfRange(bytes, content.length, bytes.length);
        return MessageDigest.isEqual(code, code(user, content))
                ? Optional.of(read(ByteBuffer.wrap(content, 1, content.length - 1)))
                : Optional.empty();
    }

    /// What we have written ourselves.
    private static SyncCursor read(ByteBuffer content) {
        int epoch = content.getInt();
        long position = content.getLong();
        long shown = content.getLong();
        List<Long> summaries = new ArrayList<>();
        for (int count = content.get(); count > 0; count--) {
            summaries.add(content.getLong());
        }
        return new SyncCursor(epoch, position, summaries, shown == 0 ? null : new ConversationId(shown));
    }

    /// Up to which position a device with this cursor has everything; empty where it must start anew, or is within a
    /// snapshot.
    public OptionalLong position(UserId user, String text) {
        return decode(user, text).filter(cursor -> !cursor.isWithinSnapshot()).stream()
                .mapToLong(SyncCursor::position)
                .findAny();
    }

    /// The cursor of a device that had synced to `text`, one of ours, and has since been given everything up to
    /// `position`. What it was given of summaries isn't known, and is given again.
    public String moved(UserId user, String text, long position) {
        SyncCursor synced =
                decode(user, text).orElseThrow(() -> new IllegalArgumentException("not a cursor of " + user));
        return encode(user, synced.at(position));
    }

    private byte[] code(UserId user, byte[] content) {
        byte[] owner = ByteBuffer.allocate(Long.BYTES).putLong(user.value()).array();
        return Arrays.copyOf(hmac.of(owner, content), CODE);
    }
}
