package io.hongyan.conversation;

import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.group.Adding;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.conversation.group.Joining;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /v1/conversations/{id}`; what is null stays. An empty notice is none, and a limit of 0 is none.
public record ChangeRequest(
        @Nullable String title,
        @Nullable History history,
        @CodePointLength(max = 4_000) @Nullable String notice,
        @Nullable Adding adding,
        @Nullable Boolean silenced,
        @Min(0) @Max(100_000) @Nullable Integer maxMembers,
        @Nullable Joining joining) {

    /// The new title, if one was given.
    @Nullable
    String checkedTitle() {
        return title == null ? null : Titles.require(title);
    }

    GroupRules.Change rules() {
        return new GroupRules.Change(notice, adding, silenced, maxMembers, joining);
    }
}
