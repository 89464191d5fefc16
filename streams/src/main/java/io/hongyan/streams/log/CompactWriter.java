package io.hongyan.streams.log;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Writes a value's parts one after the other; [CompactReader] reads them in the same order. Used by one thread.
public final class CompactWriter {

    /// A number takes at most this many bytes.
    private static final int LONGEST_NUMBER = 10;

    /// What every form begins with, so that nothing else is taken for one.
    static final byte MARK = 'h';

    private byte[] bytes = new byte[128];
    private int size = 1;

    CompactWriter() {
        bytes[0] = MARK;
    }

    /// Writes a number in groups of 7 bits, lowest first, its sign first of all: numbers near 0 take one byte.
    public void number(long number) {
        reserve(LONGEST_NUMBER);
        long rest = number << 1 ^ number >> Long.SIZE - 1;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// Writes bytes, and before them how many there are.
    public void bytes(byte[] part) {
        number(part.length);
        reserve(part.length);
        System.arraycopy(part, 0, bytes, size, part.length);
        size += part.length;
    }

    /// Writes a text.
    public void text(String text) {
        bytes(text.getBytes(UTF_8));
    }

    /// Writes a text that may be null.
    public void nullable(@Nullable String text) {
        number(text == null ? 0 : 1);
        if (text != null) {
            text(text);
        }
    }

    /// Writes how many there are, and each one's number as the difference to the one before.
    public <T> void numbers(List<T> list, ToLongFunction<T> number) {
        number(list.size());
        long last = 0;
        for (T element : list) {
            long next = number.applyAsLong(element);
            number(next - last);
            last = next;
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
