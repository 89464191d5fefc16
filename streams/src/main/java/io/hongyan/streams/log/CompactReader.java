package io.hongyan.streams.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Reads what [CompactWriter] wrote. Used by one thread.
///
/// Every method throws IndexOutOfBoundsException where the bytes end before the part does.
public final class CompactReader {

    private final byte[] bytes;
    private int at = 1;

    /// @throws IllegalArgumentException if these bytes are of no form
    CompactReader(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != CompactWriter.MARK) {
            throw new IllegalArgumentException("no form begins so");
        }
        this.bytes = bytes;
    }

    public long number() {
        long number = 0;
        int shift = 0;
        while (bytes[at] < 0) {
            number |= (bytes[at++] & 0x7fL) << shift;
            shift += 7;
        }
        number |= (long) bytes[at++] << shift;
        return number >>> 1 ^ -(number & 1);
    }

    /// A number of things that follow, each of which takes a byte or more.
    public int count() {
        long count = number();
        if (count < 0 || count > bytes.length - at) {
            throw new IndexOutOfBoundsException(count + " parts in " + (bytes.length - at) + " bytes");
        }
        return (int) count;
    }

    /// The one of `values` that was written as its place in them.
    ///
    /// @throws RuntimeException if there is none, which [Compact] takes for not decodable
    public static <T> T one(List<T> values, long place) {
        return values.get(Math.toIntExact(place));
    }

    public byte[] bytes() {
        int length = count();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    public String text() {
        int length = count();
        at += length;
        return new String(bytes, at - length, length, UTF_8);
    }

    public @Nullable String nullable() {
        return number() == 0 ? null : text();
    }

    public <T> List<T> numbers(LongFunction<T> element) {
        int count = count();
        List<T> list = new ArrayList<>(count);
        long last = 0;
        for (int i = 0; i < count; i++) {
            last += number();
            list.add(element.apply(last));
        }
        return list;
    }
}
