package io.hongyan.sdk.timeline;

import java.util.Map;
import java.util.Optional;

/// How far this device has stored what it was told, so that it goes on from there.
///
/// It is read once, when the client starts; and written after the application's listener has returned from the event
/// that it is about, one call at a time. So an application that stores what it hears in its listener, and this beside
/// it, misses nothing and at most hears the last entry again after a crash.
public interface Progress {

    /// What to sync from; empty for a device that has nothing.
    Optional<String> cursor();

    /// The `seq` of the last entry that was applied, by conversation.
    Map<String, Long> known();

    /// The entry `seq` was applied, or everything above it is void.
    void applied(String conversationId, long seq);

    /// The conversation isn't the user's any more.
    void dropped(String conversationId);

    /// Everything that `cursor` covers was applied.
    void synced(String cursor);
}
