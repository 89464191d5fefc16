package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.GroupRules;
import java.util.Objects;

import static java.util.Objects.requireNonNullElse;

/// Decides what a group is called, what of it newcomers see, and how it is run: everything that is asked for at once,
/// in
/// one entry, or nothing. As pure as all decisions.
final class Settings {

    private Settings() {}

    /// The answer to a member in the role `actor`; `at` is the time of the next entry.
    static Answer decide(Command.ChangeSettings change, Conversation conversation, Role actor, long at) {
        if (conversation.kind() == ConversationKind.DIRECT || actor == Role.MEMBER) {
            return new Outcome.Refused(Refusal.FORBIDDEN, "only the owner and admins of a group change its settings");
        }
        String title = Objects.equals(change.title(), conversation.title()) ? null : change.title();
        History history = change.history() == conversation.history() ? null : change.history();
        GroupRules.Change rules =
                conversation.rules().differing(requireNonNullElse(change.rules(), GroupRules.Change.NONE));
        Integer limit = rules.maxMembers();
        if (limit != null && limit > 0 && limit < conversation.memberCount()) {
            return new Outcome.Refused(Refusal.CONFLICT, "the group has more members than that");
        }
        if (title == null && history == null && rules.isEmpty()) {
            return new Outcome.Unchanged(conversation.seq());
        }
        return new Event.SettingsChanged(
                conversation.id(),
                conversation.seq() + 1,
                conversation.ordinal(),
                at,
                change.actor(),
                title,
                history,
                rules.isEmpty() ? null : rules);
    }
}
