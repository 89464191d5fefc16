package io.hongyan.streams.log;

import org.apache.kafka.clients.producer.ProducerRecord;
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

    /// A record to append, in the partition that Kafka derives from its key.
    public ProducerRecord<byte[], byte[]> record(K key, V value) {
        return record(null, key, value);
    }

    /// A record to append to that partition; null for the one that Kafka derives from its key.
    public ProducerRecord<byte[], byte[]> record(@Nullable Integer partition, K key, V value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(name, partition, keys.serializer().serialize(name, key), values.encode(value));
        Format.addTo(record.headers());
        return record;
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
