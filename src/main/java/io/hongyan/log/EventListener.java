package io.hongyan.log;

import io.hongyan.streams.conversation.Event;

/// Hears every committed event, on the feed's one thread: per partition in order of offset, before whoever waits
/// for the event is answered. It mustn't block.
public interface EventListener {

    void appended(Event event, int partition, long offset);
}
