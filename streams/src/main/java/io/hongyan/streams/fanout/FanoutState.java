package io.hongyan.streams.fanout;

import io.hongyan.streams.conversation.Event;
import org.jspecify.annotations.Nullable;

/// How a conversation is fanned out. `generation` grows by one with every switch, and is odd in read mode: so the
/// mode of nearly all conversations takes no room in the mailboxes of their members.
///
/// `shared` is the head that readers take in read mode; in write mode it is that of the last time in read mode, for
/// those whose mailbox hasn't heard of the switch yet, and null where there was none.
public record FanoutState(
        FanoutMode mode, long generation, @Nullable SharedHead shared) {

    /// That of all conversations of before there was anything else.
    public static final FanoutState WRITE = new FanoutState(FanoutMode.WRITE, 0, null);

    /// The mode of a generation.
    public static FanoutMode mode(long generation) {
        return generation % 2 == 0 ? FanoutMode.WRITE : FanoutMode.READ;
    }

    /// The state of a conversation that is created in `mode`, by its first entry.
    public static FanoutState created(FanoutMode mode, Event.Created created) {
        return switch (mode) {
            case WRITE -> WRITE;
            case READ -> new FanoutState(mode, 1, SharedHead.start(1, created.seq(), created.ordinal()));
        };
    }

    /// The state after an event.
    public FanoutState after(Event event) {
        return shared == null || mode == FanoutMode.WRITE
                ? this
                : new FanoutState(mode, generation, shared.after(event));
    }

    /// The state after a switch, at the entry `seq` with its ordinal.
    public FanoutState switched(FanoutMode mode, long seq, long ordinal) {
        return switch (mode) {
            case WRITE -> new FanoutState(mode, generation + 1, shared);
            case READ ->
                new FanoutState(
                        mode,
                        generation + 1,
                        shared == null
                                ? SharedHead.start(generation + 1, seq, ordinal)
                                : shared.again(generation + 1, seq, ordinal));
        };
    }

    /// The same without what is shared, for who only needs to know the mode.
    FanoutState modeOnly() {
        return new FanoutState(mode, generation, null);
    }
}
