package io.hongyan.conversation;

import io.hongyan.error.HongyanException;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.id.UserId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/// The body of `POST /v1/conversations`: `userId` for a direct conversation, the rest for a group.
public record CreateRequest(
        @NotNull ConversationKind kind,
        @Nullable UserId userId,
        @Nullable String title,
        @Nullable History history,
        @Size(max = Command.MAX_USERS) @Nullable List<@NotNull UserId> memberIds) {

    /// The other person of a direct conversation.
    UserId peer() {
        if (userId == null) {
            throw HongyanException.invalid("/userId", "must not be null");
        }
        return userId;
    }

    /// The group that `owner` wants.
    NewGroup group(UserId owner) {
        return new NewGroup(
                Titles.require(title),
                requireNonNullElse(history, History.SINCE_JOINED),
                requireNonNullElse(memberIds, List.<UserId>of()).stream()
                        .filter(member -> !member.equals(owner))
                        .distinct()
                        .toList());
    }
}
