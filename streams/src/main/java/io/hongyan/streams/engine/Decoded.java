package io.hongyan.streams.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A store with the values that were used lately as objects beside it: an in-memory store keeps bytes, and decodes them
/// at every get.
///
/// Values must be immutable. Belongs to one task, and is made anew with it: a task whose transaction was aborted reads
/// what its store was restored to.
public final class Decoded<K, V> {

    /// Per store and task; some 10 MB of mailbox sessions.
    private static final int REMEMBERED = 20_000;

    private final KeyValueStore<K, V> store;
    private final Map<K, V> recent = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Decoded(KeyValueStore<K, V> store) {
        this.store = store;
    }

    public @Nullable V get(K key) {
        V known = recent.get(key);
        if (known != null) {
            return known;
        }
        V stored = store.get(key);
        if (stored != null) {
            recent.put(key, stored);
        }
        return stored;
    }

    /// Replaces the value of `key`; null takes it away.
    public void put(K key, @Nullable V value) {
        if (value == null) {
            store.delete(key);
            recent.remove(key);
        } else {
            store.put(key, value);
            recent.put(key, value);
        }
    }

    /// The store itself, for what isn't about one key; not to be written to.
    public KeyValueStore<K, V> store() {
        return store;
    }
}
