package io.hongyan.streams.id;

/// A message, unique over all conversations.
///
/// Positive; zero and below are refused, so that a forgotten value can't pass for an id.
public record MessageId(long value) implements Comparable<MessageId> {

    public MessageId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive, not " + value);
        }
    }

    /// Reads the wire's form: decimal digits without sign or leading zero.
    ///
    /// @throws IllegalArgumentException if `text` is anything else
    public static MessageId valueOf(String text) {
        return new MessageId(Ids.parse(text));
    }

    @Override
    public int compareTo(MessageId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
