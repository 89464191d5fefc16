package io.hongyan.streams.log;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;

/// Encodes values by a form that was written by hand: for records of which there are as many as messages, or as
/// messages times their readers. [Smile] does for all others. Thread-safe if its form is.
///
/// A form that is changed raises [Format], because its parts stand in it without names and lengths.
///
/// @param before reads what was written as [Smile] before there was a form; no form begins as Smile does
public record Compact<T>(
        BiConsumer<CompactWriter, T> form, Function<CompactReader, T> reading, Function<byte[], T> before)
        implements Codec<T> {

    @Override
    public byte[] encode(T value) {
        CompactWriter writer = new CompactWriter();
        form.accept(writer, value);
        return writer.toBytes();
    }

    @Override
    public T decode(byte[] bytes) {
        if (Smile.isSmile(bytes)) {
            return before.apply(bytes);
        }
        try {
            return reading.apply(new CompactReader(bytes));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw new SerializationException("not decodable: " + e.getMessage(), e);
        }
    }
}
