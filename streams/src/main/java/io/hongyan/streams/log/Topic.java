package io.hongyan.streams.log;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// A topic and what its records are.
public record Topic<K, V>(String name, Serde<K> keys, Codec<V> values) {

    public Topic {
        requireNonNull(name, "name is null");
        requireNonNull(keys, "keys is null");
        requireNonNull(values, "values is null");
    }

    /// The value of a record; null for one that this program can't read.
    public @Nullable V read(Headers headers, byte @Nullable [] value) {
        if (value == null || !Format.isReadable(headers)) {
            return null;
        }
        try {
            return values.decode(value);
        } catch (SerializationException e) {
            return null;
        }
    }

    /// The value of a record that only this program's kind writes.
    ///
    /// @throws SerializationException if this program can't read it
    public V require(Headers headers, byte @Nullable [] value) {
        V read = read(headers, value);
        if (read == null) {
            throw new SerializationException("a record of " + name
                    + " can't be read: its writer is newer than this program, or the disk is damaged");
        }
        return read;
    }
}
