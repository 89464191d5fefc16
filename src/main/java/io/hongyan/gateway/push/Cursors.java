package io.hongyan.gateway.push;

import io.hongyan.streams.id.UserId;
import java.util.OptionalLong;

/// The cursors of clients: text that only the server understands.
public interface Cursors {

    /// The cursor of a device that had synced to the cursor `synced`, and was then given everything up to `position` of
    /// the user's mailbox.
    String moved(UserId user, String synced, long position);

    /// How far that cursor says a device has synced; empty where it must start anew.
    OptionalLong position(UserId user, String cursor);
}
