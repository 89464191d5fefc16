package io.hongyan.streams.mailbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// A set of ordinals, kept as ascending intervals that neither touch nor overlap. Immutable.
///
/// Its bounds are first and last of each interval in turn.
public final class Intervals {

    public static final Intervals NONE = new Intervals(new long[0]);

    /// Null until somebody asks: most who read a mailbox ask only how many are unread, which they are told beside it.
    private volatile long @Nullable [] bounds;

    /// As it is written; null until somebody asks.
    private volatile byte @Nullable [] packed;

    private Intervals(long[] bounds) {
        this.bounds = bounds;
    }

    private Intervals(byte[] packed) {
        this.packed = packed;
    }

    /// The set that [#packed] wrote.
    @JsonCreator
    static Intervals unpacked(byte[] packed) {
        if (packed.length > 0 && packed[packed.length - 1] < 0) {
            throw new IllegalArgumentException("the last bound has no end");
        }
        return new Intervals(packed);
    }

    private long[] bounds() {
        long[] known = bounds;
        if (known == null) {
            known = unpack(requireNonNull(packed, "one of both is there"));
            bounds = known;
        }
        return known;
    }

    private static long[] unpack(byte[] packed) {
        long[] bounds = new long[packed.length];
        int count = 0;
        long last = 0;
        for (int at = 0; at < packed.length; count++) {
            long step = 0;
            int shift = 0;
            while (packed[at] < 0) {
                step |= (packed[at++] & 0x7fL) << shift;
                shift += 7;
            }
            last += step | (long) packed[at++] << shift;
            bounds[count] = last;
        }
        return Arrays.copyOf(bounds, count);
    }

    /// How far each bound is above the one before it, in groups of 7 bits, lowest first: mostly a byte each. A session
    /// goes to the log with every message, and may have a thousand intervals. Not to be written to.
    @JsonValue
    byte[] packed() {
        byte[] known = packed;
        if (known == null) {
            known = pack(bounds());
            packed = known;
        }
        return known;
    }

    private static byte[] pack(long[] bounds) {
        byte[] bytes = new byte[packedLength(bounds)];
        int at = 0;
        long last = 0;
        for (long bound : bounds) {
            long step = bound - last;
            last = bound;
            while (step > 0x7f) {
                bytes[at++] = (byte) (step | 0x80);
                step >>>= 7;
            }
            bytes[at++] = (byte) step;
        }
        return bytes;
    }

    private static int packedLength(long[] bounds) {
        int length = bounds.length;
        long last = 0;
        for (long bound : bounds) {
            length += (Long.SIZE - 1 - Long.numberOfLeadingZeros(bound - last | 1)) / 7;
            last = bound;
        }
        return length;
    }

    /// How many intervals there are.
    int size() {
        return bounds().length / 2;
    }

    /// This set and `ordinal`.
    public Intervals with(long ordinal) {
        long[] bounds = bounds();
        int next = 0;
        while (next < bounds.length && bounds[next] <= ordinal) {
            next += 2;
        }
        boolean touchesPrevious = next > 0 && bounds[next - 1] >= ordinal - 1;
        if (touchesPrevious && bounds[next - 1] >= ordinal) {
            return this;
        }
        boolean touchesNext = next < bounds.length && bounds[next] == ordinal + 1;
        return replace(
                touchesPrevious ? next - 2 : next,
                touchesNext ? next + 2 : next,
                touchesPrevious ? bounds[next - 2] : ordinal,
                touchesNext ? bounds[next + 1] : ordinal);
    }

    private Intervals replace(int from, int to, long first, long last) {
        long[] bounds = bounds();
        long[] replaced = new long[bounds.length - (to - from) + 2];
        System.arraycopy(bounds, 0, replaced, 0, from);
        replaced[from] = first;
        replaced[from + 1] = last;
        System.arraycopy(bounds, to, replaced, from + 2, bounds.length - to);
        return new Intervals(replaced);
    }

    /// This set and the ordinals of `other`.
    Intervals with(Intervals other) {
        long[] bounds = bounds();
        long[] others = other.bounds();
        if (others.length == 0 || bounds.length == 0) {
            return bounds.length == 0 ? other : this;
        }
        long[] merged = new long[bounds.length + others.length];
        int size = 0;
        int ours = 0;
        int theirs = 0;
        while (ours + theirs < merged.length) {
            boolean takeOurs = theirs == others.length || (ours < bounds.length && bounds[ours] <= others[theirs]);
            long first = takeOurs ? bounds[ours] : others[theirs];
            long last = takeOurs ? bounds[ours + 1] : others[theirs + 1];
            ours += takeOurs ? 2 : 0;
            theirs += takeOurs ? 0 : 2;
            if (size > 0 && first <= merged[size - 1] + 1) {
                merged[size - 1] = Math.max(merged[size - 1], last);
            } else {
                merged[size++] = first;
                merged[size++] = last;
            }
        }
        return new Intervals(Arrays.copyOf(merged, size));
    }

    /// This set without its lowest ordinal; it isn't empty.
    public Intervals withoutFirst() {
        return above(bounds()[0]);
    }

    boolean contains(long ordinal) {
        return countIn(ordinal - 1, ordinal) == 1;
    }

    /// How many ordinals are in this set.
    public long count() {
        long[] bounds = bounds();
        return bounds.length == 0 ? 0 : countIn(0, bounds[bounds.length - 1]);
    }

    /// What of this set is above `ordinal`.
    Intervals above(long ordinal) {
        long[] bounds = bounds();
        int first = 0;
        while (first < bounds.length && bounds[first + 1] <= ordinal) {
            first += 2;
        }
        if (first == 0 && (bounds.length == 0 || bounds[0] > ordinal)) {
            return this;
        }
        long[] rest = Arrays.copyOfRange(bounds, first, bounds.length);
        if (rest.length > 0 && rest[0] <= ordinal) {
            rest[0] = ordinal + 1;
        }
        return new Intervals(rest);
    }

    /// How many ordinals of this set are in `(above, upTo]`.
    long countIn(long above, long upTo) {
        long[] bounds = bounds();
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            long first = Math.max(bounds[i], above + 1);
            long last = Math.min(bounds[i + 1], upTo);
            count += Math.max(0, last - first + 1);
        }
        return count;
    }

    /// The last ordinal of the first interval; 0 for the empty set.
    long endOfFirst() {
        long[] bounds = bounds();
        return bounds.length == 0 ? 0 : bounds[1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Intervals intervals && Arrays.equals(bounds(), intervals.bounds());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds());
    }

    @Override
    public String toString() {
        return Arrays.toString(bounds());
    }
}
