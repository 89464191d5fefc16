package io.hongyan.media.download;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// The bytes from `from` to `to`, both included.
record ByteRange(long from, long to) {

    /// Numbers of more digits than a long may have are none that anything has.
    private static final Pattern ONE = Pattern.compile("bytes=(?:(\\d{1,18})-(\\d{1,18})?|-(\\d{1,18}))");

    /// What is asked for of something.
    sealed interface Asked {

        /// All of it, as a server may always answer: none is asked for, several are, or what isn't understood.
        record Everything() implements Asked {}

        /// A range that is there.
        record Part(ByteRange range) implements Asked {}

        /// A range that isn't there.
        record Nothing() implements Asked {}
    }

    /// What a `Range` header asks for of `size` bytes, of which there is at least one.
    static Asked asked(@Nullable String header, long size) {
        Matcher one = ONE.matcher(Optional.ofNullable(header).orElse("").strip());
        if (!one.matches()) {
            return new Asked.Everything();
        }
        String first = one.group(1);
        if (first == null) {
            return last(Math.min(size, Long.parseLong(requireNonNull(one.group(3), "neither first nor last"))), size);
        }
        long from = Long.parseLong(first);
        String end = one.group(2);
        long to = end == null ? Long.MAX_VALUE : Long.parseLong(end);
        if (to < from) {
            return new Asked.Everything();
        }
        return from >= size ? new Asked.Nothing() : new Asked.Part(new ByteRange(from, Math.min(to, size - 1)));
    }

    private static Asked last(long count, long size) {
        return count == 0 ? new Asked.Nothing() : new Asked.Part(new ByteRange(size - count, size - 1));
    }

    long length() {
        return to - from + 1;
    }

    /// As the answer says it.
    String of(long size) {
        return "bytes " + from + "-" + to + "/" + size;
    }
}
