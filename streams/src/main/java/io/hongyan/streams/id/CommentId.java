package io.hongyan.streams.id;

/// A comment on a post.
///
/// Positive; zero and below are refused, so that a forgotten value can't pass for an id.
public record CommentId(long value) implements Comparable<CommentId> {

    public CommentId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive, not " + value);
        }
    }

    /// Reads the wire's form: decimal digits without sign or leading zero.
    ///
    /// @throws IllegalArgumentException if `text` is anything else
    public static CommentId valueOf(String text) {
        return new CommentId(Ids.parse(text));
    }

    @Override
    public int compareTo(CommentId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
