package io.hongyan.streams.id;

/// A direct or group conversation.
///
/// Positive; zero and below are refused, so that a forgotten value can't pass for an id.
public record ConversationId(long value) implements Comparable<ConversationId> {

    public ConversationId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive, not " + value);
        }
    }

    /// Reads the wire's form: decimal digits without sign or leading zero.
    ///
    /// @throws IllegalArgumentException if `text` is anything else
    public static ConversationId valueOf(String text) {
        return new ConversationId(Ids.parse(text));
    }

    @Override
    public int compareTo(ConversationId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
