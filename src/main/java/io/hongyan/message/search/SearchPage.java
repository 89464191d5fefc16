package io.hongyan.message.search;

import io.hongyan.message.EncodedEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that were found, the newest first; the search goes on before `nextBefore`, and is over where that is null.
public record SearchPage(List<EncodedEntry> items, @Nullable Long nextBefore) {

    public SearchPage {
        items = List.copyOf(items);
    }
}
