package io.hongyan.relation.graph;

import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Cursors of lists that go from greater numbers to smaller ones: the last number that was shown.
public final class Cursors {

    private Cursors() {}

    /// The number below which a list goes on.
    ///
    /// @throws HongyanException `invalid` for what isn't a cursor
    public static long before(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        return number(cursor).orElseThrow(() -> HongyanException.invalid("/cursor", "is not a cursor of this list"));
    }

    /// The number of an opaque text; empty for one that we never gave.
    public static Optional<Long> number(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /// A page of `size`, of which one more was asked.
    public static <T> Page<T> page(List<T> found, int size, Function<T, String> cursor) {
        boolean more = found.size() > size;
        List<T> items = more ? found.subList(0, size) : found;
        return new Page<>(items, more ? cursor.apply(items.getLast()) : null);
    }
}
