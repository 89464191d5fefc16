package io.hongyan.message.history;

import io.hongyan.error.HongyanException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which part of a conversation's history a page shows.
public sealed interface Range {

    /// The last entries.
    record Newest() implements Range {}

    /// The last entries before `seq`, which isn't among them.
    record Before(long seq) implements Range {}

    /// The first entries after `seq`, which isn't among them.
    record After(long seq) implements Range {}

    /// `seq` in the middle, as far as there are entries on both sides.
    record Around(long seq) implements Range {}

    /// What a client asks for: at most one of three seqs, and the newest page where there is none.
    ///
    /// @throws HongyanException `invalid`, if there is more than one
    static Range of(@Nullable Long before, @Nullable Long after, @Nullable Long around) {
        if (Stream.of(before, after, around).filter(Objects::nonNull).count() > 1) {
            throw HongyanException.invalid(
                    after == null ? "/around" : "/after", "excludes the others of before, after, around");
        }
        if (before != null) {
            return new Before(before);
        }
        if (after != null) {
            return new After(after);
        }
        return around == null ? new Newest() : new Around(around);
    }

    /// The page's entries, at most `limit`, of a conversation that shows those from `first` to `head`.
    default Span span(long first, long head, int limit) {
        return switch (this) {
            case Newest() -> upTo(head, first, limit);
            case Before(long seq) -> upTo(Math.min(seq - 1, head), first, limit);
            case After(long seq) -> from(Math.max(Math.min(seq, head) + 1, first), head, limit);
            case Around(long seq) -> {
                long middle = Math.clamp(seq, Math.min(first, head), head);
                yield from(Math.max(first, Math.min(middle - limit / 2, head - limit + 1)), head, limit);
            }
        };
    }

    private static Span upTo(long to, long first, int limit) {
        return new Span(Math.max(first, to - limit + 1), to);
    }

    private static Span from(long from, long head, int limit) {
        return new Span(from, Math.min(from + limit - 1, head));
    }
}
