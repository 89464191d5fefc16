package io.hongyan.gateway.push;

import io.hongyan.streams.id.UserId;
import java.util.OptionalLong;

/// Cursors that can be read: `at-17`.
public final class FakeCursors implements Cursors {

    @Override
    public String moved(UserId user, String synced, long position) {
        return "at-" + position;
    }

    @Override
    public OptionalLong position(UserId user, String cursor) {
        return cursor.startsWith("at-")
                ? OptionalLong.of(Long.parseLong(cursor, 3, cursor.length(), 10))
                : OptionalLong.empty();
    }
}
