package io.hongyan.gateway.push;

import io.hongyan.gateway.frame.PushMode;
import io.hongyan.streams.id.UserId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Who reads a socket: the user and what this device has of their mailbox. Not thread-safe.
///
/// A cursor may only be given for what the device has or was given. So until it has synced to where the mailbox stood
/// when it was registered, it is given back its own.
public final class Reader {

    private final UserId user;
    private final PushMode mode;
    private final Cursors cursors;
    private final Sends sends;
    private @Nullable String cursor;
    private long registered;
    private long reached;
    private boolean synced;

    public Reader(UserId user, PushMode mode, @Nullable String cursor, Cursors cursors) {
        this.user = user;
        this.mode = mode;
        this.cursor = cursor;
        this.cursors = cursors;
        this.sends = new Sends(user);
    }

    /// The mailbox stood at `position` when this device was registered for push.
    void registered(long position) {
        registered = position;
        if (cursor != null) {
            stored(cursor);
        }
    }

    /// This device has everything up to `cursor`.
    void stored(String cursor) {
        OptionalLong position = cursors.position(user, cursor);
        if (position.isPresent() && position.getAsLong() >= registered) {
            synced = true;
            reached(position.getAsLong(), cursor);
        }
    }

    /// The cursor of a device that was given everything up to `position` since it was registered.
    @Nullable
    String reach(long position) {
        if (synced && cursor != null) {
            reached(position, cursors.moved(user, cursor, position));
        }
        return cursor;
    }

    private void reached(long position, String cursor) {
        if (position >= reached) {
            reached = position;
            this.cursor = cursor;
        }
    }

    /// The last cursor that this device has or was given.
    @Nullable
    String cursor() {
        return cursor;
    }

    PushMode mode() {
        return mode;
    }

    Sends sends() {
        return sends;
    }
}
