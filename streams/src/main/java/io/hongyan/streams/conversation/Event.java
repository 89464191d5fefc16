package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of a conversation's timeline. `seq` is 1, 2, 3, … with no hole; `ordinal` is how many countable
/// messages the conversation has up to and with this entry; `at` is milliseconds since 1970, never falling with
/// `seq`.
public sealed interface Event extends Answer, Recorded {

    long seq();

    long ordinal();

    long at();

    UserId actor();

    /// Who is a member, has another role, or isn't a member any more by this event. Nobody is named by
    /// [Dissolved], after which nobody is a member.
    default List<MembershipChange> memberships() {
        return switch (this) {
            case Created created ->
                created.users().stream()
                        .<MembershipChange>map(user -> new MembershipChange.Joined(user, created.roleOf(user)))
                        .toList();
            case MembersAdded added ->
                added.users().stream()
                        .<MembershipChange>map(user -> new MembershipChange.Joined(user, Role.MEMBER))
                        .toList();
            case MemberRemoved removed -> List.of(new MembershipChange.Gone(removed.user()));
            case RoleChanged changed
            when changed.role() == Role.OWNER ->
                List.of(
                        new MembershipChange.Promoted(changed.user(), Role.OWNER),
                        new MembershipChange.Promoted(changed.actor(), Role.ADMIN));
            case RoleChanged changed -> List.of(new MembershipChange.Promoted(changed.user(), changed.role()));
            case MessageSent _, Operation _, GroupChange _, SettingsChanged _, Dissolved _ -> List.of();
        };
    }

    /// The only countable entry.
    record MessageSent(
            ConversationId conversation,
            long seq,
            long ordinal,
            long at,
            UserId actor,
            MessageId messageId,
            String clientId,
            Content content)
            implements Event {}

    /// Something was done to the message `target`.
    sealed interface Operation extends Event {

        MessageTarget target();
    }

    /// The message `target` is taken back: it isn't shown any more, and doesn't count for who hasn't read it.
    record MessageRecalled(
            ConversationId conversation, long seq, long ordinal, long at, UserId actor, MessageTarget target)
            implements Operation {}

    /// The message `target` says `body` from here on.
    record MessageEdited(
            ConversationId conversation,
            long seq,
            long ordinal,
            long at,
            UserId actor,
            MessageTarget target,
            String clientId,
            String kind,
            String body)
            implements Operation {}

    /// The actor reacts to the message `target` with `emoji`, or doesn't any more.
    record MessageReacted(
            ConversationId conversation,
            long seq,
            long ordinal,
            long at,
            UserId actor,
            MessageTarget target,
            String emoji,
            boolean on)
            implements Operation {}

    /// The message `target` is pinned from here on, or isn't any more.
    record MessagePinned(
            ConversationId conversation,
            long seq,
            long ordinal,
            long at,
            UserId actor,
            MessageTarget target,
            boolean on)
            implements Operation {}

    /// The first entry, `seq` 1. `users` are all first members, the actor first.
    record Created(
            ConversationId conversation,
            long seq,
            long ordinal,
            long at,
            UserId actor,
            ConversationKind kind,
            @Nullable String title,
            List<UserId> users)
            implements Event {

        public Created {
            users = List.copyOf(users);
        }

        private Role roleOf(UserId user) {
            return user.equals(actor) ? kind.creatorRole() : Role.MEMBER;
        }
    }

    /// `users` are those who weren't members before, at most [Command#MAX_USERS].
    record MembersAdded(ConversationId conversation, long seq, long ordinal, long at, UserId actor, List<UserId> users)
            implements Event {

        public MembersAdded {
            users = List.copyOf(users);
        }
    }

    /// `user` was removed, or left where it is the actor.
    record MemberRemoved(ConversationId conversation, long seq, long ordinal, long at, UserId actor, UserId user)
            implements Event {}

    /// `user` has this role from here on. With [Role#OWNER] the actor, owner until now, is an admin.
    record RoleChanged(
            ConversationId conversation, long seq, long ordinal, long at, UserId actor, UserId user, Role role)
            implements Event {}

    /// What isn't null has changed.
    record SettingsChanged(
            ConversationId conversation,
            long seq,
            long ordinal,
            long at,
            UserId actor,
            @Nullable String title,
            @Nullable History history,
            GroupRules.@Nullable Change rules)
            implements Event {}

    /// The group is run otherwise from here on.
    sealed interface GroupChange extends Event {}

    /// A [SettingsChanged] as it was written while that had no rules: still read from the log, and appended no more.
    record RulesChanged(
            ConversationId conversation, long seq, long ordinal, long at, UserId actor, GroupRules.Change change)
            implements GroupChange {}

    /// `user` may say nothing until that time, in milliseconds since 1970; 0 where they may again.
    record MemberMuted(
            ConversationId conversation, long seq, long ordinal, long at, UserId actor, UserId user, long until)
            implements GroupChange {}

    /// `user` is called that in the group from here on; empty for their own name.
    record MemberRenamed(
            ConversationId conversation, long seq, long ordinal, long at, UserId actor, UserId user, String nickname)
            implements GroupChange {}

    /// The last entry of a group; nobody is a member from here on.
    record Dissolved(ConversationId conversation, long seq, long ordinal, long at, UserId actor) implements Event {}
}
