package io.hongyan.streams.log;

import org.apache.kafka.common.serialization.Serde;

import static java.util.Objects.requireNonNull;

/// A topic and what its records are.
public record Topic<K, V>(String name, Serde<K> keys, Smile<V> values) {

    public Topic {
        requireNonNull(name, "name is null");
        requireNonNull(keys, "keys is null");
        requireNonNull(values, "values is null");
    }
}
