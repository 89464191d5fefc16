package io.hongyan.gateway;

import io.hongyan.gateway.push.Cursors;
import io.hongyan.streams.id.UserId;
import io.hongyan.sync.SyncCursor;
import java.util.OptionalLong;

/// The cursors of sync.
final class SyncCursors implements Cursors {

    @Override
    public String of(UserId user, long position) {
        return SyncCursor.at(position).encode(user);
    }

    @Override
    public OptionalLong position(UserId user, String cursor) {
        return SyncCursor.position(user, cursor);
    }
}
