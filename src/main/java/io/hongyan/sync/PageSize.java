package io.hongyan.sync;

/// How much one answer may hold: so many changes, and about so many bytes, but at least one change.
public record PageSize(int changes, long bytes) {

    /// A conversation takes about as much at most, whatever it is called and whatever was said in it last.
    static final int CONVERSATION_BYTES = 2_400;

    /// How many conversations fit.
    int conversations() {
        return (int) Math.clamp(bytes / CONVERSATION_BYTES, 1, changes);
    }
}
