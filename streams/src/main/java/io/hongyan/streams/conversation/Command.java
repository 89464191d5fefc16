package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody wants of a conversation. The conversation topology answers every one: with an [Event] that it
/// appended, or with an [Outcome].
///
/// Ids are made by who sends the command, so that a replay decides the same.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "c")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "create", value = Command.Create.class),
    @JsonSubTypes.Type(name = "send", value = Command.Send.class),
    @JsonSubTypes.Type(name = "add", value = Command.AddMembers.class),
    @JsonSubTypes.Type(name = "remove", value = Command.RemoveMember.class),
    @JsonSubTypes.Type(name = "role", value = Command.ChangeRole.class),
    @JsonSubTypes.Type(name = "settings", value = Command.ChangeSettings.class),
    @JsonSubTypes.Type(name = "dissolve", value = Command.Dissolve.class),
})
public sealed interface Command {

    /// How many people one command may add.
    int MAX_USERS = 1_000;

    ConversationId conversation();

    UserId actor();

    /// Starts a conversation. `members` doesn't name the actor, who is a member anyway: the owner of a group, one
    /// of the two in a direct conversation.
    record Create(
            ConversationId conversation,
            UserId actor,
            ConversationKind kind,
            @Nullable String title,
            History history,
            List<UserId> members)
            implements Command {

        public Create {
            members = List.copyOf(members);
        }
    }

    /// Sends a message. `(conversation, actor, clientId)` identifies it: a retry is answered with the first
    /// answer.
    record Send(ConversationId conversation, UserId actor, String clientId, MessageId messageId, Content content)
            implements Command {}

    record AddMembers(ConversationId conversation, UserId actor, List<UserId> users) implements Command {

        public AddMembers {
            users = List.copyOf(users);
        }
    }

    /// Removes a member, or leaves where `user` is the actor.
    record RemoveMember(ConversationId conversation, UserId actor, UserId user) implements Command {}

    /// Gives a member another role; [Role#OWNER] hands the group over, and its owner becomes an admin.
    record ChangeRole(ConversationId conversation, UserId actor, UserId user, Role role) implements Command {}

    /// Changes what isn't null.
    record ChangeSettings(
            ConversationId conversation,
            UserId actor,
            @Nullable String title,
            @Nullable History history) implements Command {}

    /// Ends a group for everybody.
    record Dissolve(ConversationId conversation, UserId actor) implements Command {}
}
