package io.hongyan.streams.id;

/// One device of a user.
///
/// Positive; zero and below are refused, so that a forgotten value can't pass for an id.
public record DeviceId(long value) implements Comparable<DeviceId> {

    public DeviceId {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is positive, not " + value);
        }
    }

    /// Reads the wire's form: decimal digits without sign or leading zero.
    ///
    /// @throws IllegalArgumentException if `text` is anything else
    public static DeviceId valueOf(String text) {
        return new DeviceId(Ids.parse(text));
    }

    @Override
    public int compareTo(DeviceId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
