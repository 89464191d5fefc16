package io.hongyan.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some items of a list, and the opaque cursor that continues it; absent at its end.
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }
}
