package io.hongyan.streams.log;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.nio.ByteBuffer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// The keys of topics and stores: big-endian numbers, so that their bytes sort as the numbers do.
public final class Keys {

    public static final Serde<ConversationId> CONVERSATION = id(ConversationId::value, ConversationId::new);
    public static final Serde<UserId> USER = id(UserId::value, UserId::new);

    private Keys() {}

    /// A store's key of one id.
    public static byte[] of(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    /// A store's key of two ids; [#of(long)] of the first is its prefix.
    public static byte[] of(long first, long second) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(first)
                .putLong(second)
                .array();
    }

    /// The first id of a key.
    public static long first(byte[] key) {
        return ByteBuffer.wrap(key).getLong(0);
    }

    /// The second id of a key of two.
    public static long second(byte[] key) {
        return ByteBuffer.wrap(key).getLong(Long.BYTES);
    }

    private static <T> Serde<T> id(ToLongFunction<T> value, LongFunction<T> id) {
        return Serdes.serdeFrom(
                (topic, key) -> key == null ? null : of(value.applyAsLong(key)),
                (topic, bytes) -> bytes == null ? null : id.apply(first(bytes)));
    }
}
