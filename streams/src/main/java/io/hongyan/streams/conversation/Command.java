package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.conversation.operation.Reacted;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody wants of a conversation. The conversation topology answers every one: with an [Event] that it
/// appended, or with an [Outcome].
///
/// Ids are made by who sends the command, and limits that are configured come with it, so that a replay decides the
/// same.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "c")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "create", value = Command.Create.class),
    @JsonSubTypes.Type(name = "send", value = Command.Send.class),
    @JsonSubTypes.Type(name = "recall", value = Command.Recall.class),
    @JsonSubTypes.Type(name = "edit", value = Command.Edit.class),
    @JsonSubTypes.Type(name = "react", value = Command.React.class),
    @JsonSubTypes.Type(name = "pin", value = Command.Pin.class),
    @JsonSubTypes.Type(name = "add", value = Command.AddMembers.class),
    @JsonSubTypes.Type(name = "remove", value = Command.RemoveMember.class),
    @JsonSubTypes.Type(name = "role", value = Command.ChangeRole.class),
    @JsonSubTypes.Type(name = "settings", value = Command.ChangeSettings.class),
    @JsonSubTypes.Type(name = "join", value = Command.Join.class),
    @JsonSubTypes.Type(name = "rules", value = Command.ChangeRules.class),
    @JsonSubTypes.Type(name = "mute", value = Command.MuteMember.class),
    @JsonSubTypes.Type(name = "rename", value = Command.RenameMember.class),
    @JsonSubTypes.Type(name = "dissolve", value = Command.Dissolve.class),
    @JsonSubTypes.Type(name = "fanout", value = Command.OverrideFanout.class),
    @JsonSubTypes.Type(name = "barred", value = Command.Barred.class),
})
public sealed interface Command {

    /// How many people one command may add.
    int MAX_USERS = 1_000;

    ConversationId conversation();

    UserId actor();

    /// Starts a conversation. `members` doesn't name the actor, who is a member anyway: the owner of a group, one
    /// of the two in a direct conversation. `maxMembers` is how large the group may be, null for no
    /// other limit than everybody's.
    record Create(
            ConversationId conversation,
            UserId actor,
            ConversationKind kind,
            @Nullable String title,
            History history,
            List<UserId> members,
            @Nullable Integer maxMembers)
            implements Command {

        public Create {
            members = List.copyOf(members);
        }
    }

    /// Sends a message. `(conversation, actor, clientId)` identifies it: a retry is answered with the first
    /// answer.
    record Send(ConversationId conversation, UserId actor, String clientId, MessageId messageId, Content content)
            implements Command {}

    /// Is about a message. `recalled` is what the door knows of its having been recalled.
    sealed interface Operation extends Command {

        MessageTarget target();

        @Nullable
        Recalled recalled();
    }

    /// Takes a message back; its sender may within `withinMs` after sending.
    record Recall(
            ConversationId conversation,
            UserId actor,
            MessageTarget target,
            @Nullable Recalled recalled,
            long withinMs) implements Operation {}

    /// Has a message say something else; its sender may within `withinMs` after sending. `kind` is the message's own.
    /// `clientId` identifies it as it does a message.
    record Edit(
            ConversationId conversation,
            UserId actor,
            MessageTarget target,
            @Nullable Recalled recalled,
            String clientId,
            String kind,
            String body,
            long withinMs)
            implements Operation {}

    /// Reacts to a message, or takes that back. `before` is what the door knows of the actor's having done so,
    /// `others` how many other emojis it knows on the message.
    record React(
            ConversationId conversation,
            UserId actor,
            MessageTarget target,
            @Nullable Recalled recalled,
            String emoji,
            boolean on,
            @Nullable Reacted before,
            int others)
            implements Operation {}

    /// Pins a message for everybody, or takes that back.
    record Pin(
            ConversationId conversation,
            UserId actor,
            MessageTarget target,
            @Nullable Recalled recalled,
            boolean on) implements Operation {}

    /// `maxMembers` is how large the group may be with them, null for no other limit than everybody's.
    record AddMembers(
            ConversationId conversation,
            UserId actor,
            List<UserId> users,
            @Nullable Integer maxMembers) implements Command {

        public AddMembers {
            users = List.copyOf(users);
        }
    }

    /// Removes a member, or leaves where `user` is the actor.
    record RemoveMember(ConversationId conversation, UserId actor, UserId user) implements Command {}

    /// Gives a member another role; [Role#OWNER] hands the group over, and its owner becomes an admin.
    record ChangeRole(ConversationId conversation, UserId actor, UserId user, Role role) implements Command {}

    /// Changes what isn't null: all of it, or nothing where some may not be changed so.
    record ChangeSettings(
            ConversationId conversation,
            UserId actor,
            @Nullable String title,
            @Nullable History history,
            GroupRules.@Nullable Change rules)
            implements Command {}

    /// Becomes a member of one's own will, by a link that the door has checked. `maxMembers` as in [AddMembers].
    record Join(
            ConversationId conversation,
            UserId actor,
            @Nullable Integer maxMembers) implements Command {}

    /// A [ChangeSettings] as it was written while that had no rules: still read from the log, and sent no more.
    record ChangeRules(ConversationId conversation, UserId actor, GroupRules.Change change) implements Command {

        ChangeSettings asSettings() {
            return new ChangeSettings(conversation, actor, null, null, change);
        }
    }

    /// Changes what concerns one member of a group.
    sealed interface GroupChange extends Command {

        /// Whom it is about.
        UserId user();
    }

    /// Keeps a member from saying anything until that time, in milliseconds since 1970; 0 lets them again.
    record MuteMember(ConversationId conversation, UserId actor, UserId user, long until) implements GroupChange {}

    /// What a member is called in the group; empty for their own name.
    record RenameMember(ConversationId conversation, UserId actor, UserId user, String nickname)
            implements GroupChange {}

    /// Ends a group for everybody.
    record Dissolve(ConversationId conversation, UserId actor) implements Command {}

    /// An administrator's word on how a conversation is fanned out, whoever is in it; null takes it back.
    record OverrideFanout(
            ConversationId conversation,
            UserId actor,
            @Nullable FanoutMode mode) implements Command {}

    /// What the door doesn't let in, because the relation chain forbids it. Only the log knows whether it did before:
    /// a retry of that has its first answer, and all else is refused.
    record Barred(Command command) implements Command {

        @Override
        public ConversationId conversation() {
            return command.conversation();
        }

        @Override
        public UserId actor() {
            return command.actor();
        }
    }
}
