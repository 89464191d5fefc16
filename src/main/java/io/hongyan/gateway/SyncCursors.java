package io.hongyan.gateway;

import io.hongyan.gateway.push.Cursors;
import io.hongyan.streams.id.UserId;
import io.hongyan.sync.cursor.CursorCodec;
import java.util.OptionalLong;

/// The cursors of sync.
record SyncCursors(CursorCodec codec) implements Cursors {

    @Override
    public String moved(UserId user, String synced, long position) {
        return codec.moved(user, synced, position);
    }

    @Override
    public OptionalLong position(UserId user, String cursor) {
        return codec.position(user, cursor);
    }
}
