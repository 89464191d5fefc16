package io.hongyan.media.download;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
        if (one.group(3) != null) {
            long last = Math.min(size, Long.parseLong(one.group(3)));
            return last == 0 ? new Asked.Nothing() : new Asked.Part(new ByteRange(size - last, size - 1));
        }
        long from = Long.parseLong(one.group(1));
        long to = one.group(2) == null ? Long.MAX_VALUE : Long.parseLong(one.group(2));
        if (to < from) {
            return new Asked.Everything();
        }
        return from >= size ? new Asked.Nothing() : new Asked.Part(new ByteRange(from, Math.min(to, size - 1)));
    }

    long length() {
        return to - from + 1;
    }

    /// As the answer says it.
    String of(long size) {
        return "bytes " + from + "-" + to + "/" + size;
    }
}
