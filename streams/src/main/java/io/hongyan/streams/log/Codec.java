package io.hongyan.streams.log;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// How the values of a topic or a store are written as bytes. Thread-safe.
public interface Codec<T> extends Serde<T> {

    /// The bytes of `value`.
    byte[] encode(T value);

    /// @throws SerializationException if the bytes aren't a value of this type
    T decode(byte[] bytes);

    @Override
    default Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : encode(value);
    }

    @Override
    default Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : decode(bytes);
    }
}
