package io.hongyan.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a conversation's members. `nextCursor` is absent on the last one.
public record MemberPage(List<ListedMember> items, @Nullable String nextCursor) {

    public MemberPage {
        items = List.copyOf(items);
    }
}
