package io.hongyan.streams.id;

/// A person's account.
///
/// Positive; zero and below are refused, so that a forgotten value can't pass for an id.
public record UserId(long value) implements Comparable<UserId> {

    public UserId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive, not " + value);
        }
    }

    /// Reads the wire's form: decimal digits without sign or leading zero.
    ///
    /// @throws IllegalArgumentException if `text` is anything else
    public static UserId valueOf(String text) {
        return new UserId(Ids.parse(text));
    }

    @Override
    public int compareTo(UserId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
