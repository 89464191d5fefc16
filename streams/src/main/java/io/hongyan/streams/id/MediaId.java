package io.hongyan.streams.id;

/// Something that was uploaded: a picture, a recording, a file.
///
/// Positive; zero and below are refused, so that a forgotten value can't pass for an id.
public record MediaId(long value) implements Comparable<MediaId> {

    public MediaId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive, not " + value);
        }
    }

    /// Reads the wire's form: decimal digits without sign or leading zero.
    ///
    /// @throws IllegalArgumentException if `text` is anything else
    public static MediaId valueOf(String text) {
        return new MediaId(Ids.parse(text));
    }

    @Override
    public int compareTo(MediaId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
