package io.hongyan.log;

import io.hongyan.streams.conversation.Event;

/// Hears every event once, on the feed's one thread: per partition in the order of the commands they came from, before
/// whoever waits for the event is answered. It mustn't block.
public interface EventListener {

    /// @param command the offset of the command in this partition of `commands`
    void appended(Event event, int partition, long command);
}
