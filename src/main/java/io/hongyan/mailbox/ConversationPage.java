package io.hongyan.mailbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a user's list of conversations. `nextCursor` is absent on the last one. One that is `stale` has no
/// `version`, and must not replace newer counts.
public record ConversationPage(
        List<ConversationView> items,
        @Nullable String nextCursor,
        Counts total,
        @Nullable Long version,
        @Nullable Boolean stale) {

    public ConversationPage {
        items = List.copyOf(items);
    }
}
