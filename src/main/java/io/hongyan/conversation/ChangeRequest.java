package io.hongyan.conversation;

import io.hongyan.streams.conversation.History;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /v1/conversations/{id}`; what is null stays.
public record ChangeRequest(
        @Nullable String title, @Nullable History history) {

    /// The new title, if one was given.
    @Nullable
    String checkedTitle() {
        return title == null ? null : Titles.require(title);
    }
}
