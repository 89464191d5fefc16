package io.hongyan.mailbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a user's list of conversations. `nextCursor` is absent on the last one.
public record ConversationPage(
        List<ConversationView> items, @Nullable String nextCursor, Counts total, long version) {

    public ConversationPage {
        items = List.copyOf(items);
    }
}
