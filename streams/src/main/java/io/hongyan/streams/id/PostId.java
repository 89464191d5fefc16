package io.hongyan.streams.id;

/// A post of the feed: a Snowflake, so a greater one is a later one.
///
/// Positive; zero and below are refused, so that a forgotten value can't pass for an id.
public record PostId(long value) implements Comparable<PostId> {

    public PostId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive, not " + value);
        }
    }

    /// Reads the wire's form: decimal digits without sign or leading zero.
    ///
    /// @throws IllegalArgumentException if `text` is anything else
    public static PostId valueOf(String text) {
        return new PostId(Ids.parse(text));
    }

    @Override
    public int compareTo(PostId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
