package io.hongyan.message;

import io.hongyan.message.operation.Revision;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// One line of a conversation's timeline, as clients see it and as PostgreSQL stores it.
///
/// `at` is milliseconds since 1970. `body` is JSON in the one form the server writes, so that an entry has the same
/// bytes wherever it comes from. `messageId` is that of a message and null otherwise, `clientId` and `kind` those of a
/// message or of an edit; `target` is the seq of what an operation is about. What a `recalled` message or an edit of it
/// said is still here, and isn't shown; `revision` is the last edit of a message, as far as PostgreSQL knows.
public record Entry(
        ConversationId conversation,
        long seq,
        long ordinal,
        long at,
        EntryType type,
        UserId sender,
        @Nullable MessageId messageId,
        @Nullable String clientId,
        @Nullable String kind,
        String body,
        @Nullable Long replyTo,
        Mentions mentions,
        @Nullable Long target,
        boolean recalled,
        @Nullable Revision revision) {

    private static final String NO_BODY = "{}";

    /// The entry that an event appended.
    public static Entry of(Event event) {
        return switch (event) {
            case Event.MessageSent message -> message(message);
            case Event.MessageRecalled recall -> operation(recall, EntryType.RECALL, NO_BODY);
            case Event.MessageEdited edit -> edit(edit);
            case Event.MessageReacted reaction -> operation(reaction, EntryType.REACTION, EntryBody.of(reaction));
            case Event.MessagePinned pin -> operation(pin, EntryType.PIN, EntryBody.of(pin));
            case Event.Created created -> other(created, EntryType.MEMBER, EntryBody.of(created));
            case Event.MembersAdded added -> other(added, EntryType.MEMBER, EntryBody.of(added));
            case Event.MemberRemoved removed -> other(removed, EntryType.MEMBER, EntryBody.of(removed));
            case Event.RoleChanged changed -> other(changed, EntryType.MEMBER, EntryBody.of(changed));
            case Event.SettingsChanged changed -> other(changed, EntryType.SETTINGS, EntryBody.of(changed));
            case Event.RulesChanged changed -> other(changed, EntryType.SETTINGS, EntryBody.of(changed));
            case Event.MemberMuted muted -> other(muted, EntryType.MEMBER, EntryBody.of(muted));
            case Event.MemberRenamed renamed -> other(renamed, EntryType.MEMBER, EntryBody.of(renamed));
            case Event.Dissolved dissolved -> other(dissolved, EntryType.SETTINGS, EntryBody.dissolved());
        };
    }

    private static Entry message(Event.MessageSent message) {
        Content content = message.content();
        return new Entry(
                message.conversation(),
                message.seq(),
                message.ordinal(),
                message.at(),
                EntryType.MESSAGE,
                message.actor(),
                message.messageId(),
                message.clientId(),
                content.kind(),
                content.body(),
                content.replyTo(),
                content.mentions(),
                null,
                false,
                null);
    }

    private static Entry edit(Event.MessageEdited edit) {
        return new Entry(
                edit.conversation(),
                edit.seq(),
                edit.ordinal(),
                edit.at(),
                EntryType.EDIT,
                edit.actor(),
                null,
                edit.clientId(),
                edit.kind(),
                edit.body(),
                null,
                Mentions.NOBODY,
                edit.target().seq(),
                false,
                null);
    }

    private static Entry operation(Event.Operation operation, EntryType type, String body) {
        return new Entry(
                operation.conversation(),
                operation.seq(),
                operation.ordinal(),
                operation.at(),
                type,
                operation.actor(),
                null,
                null,
                null,
                body,
                null,
                Mentions.NOBODY,
                operation.target().seq(),
                false,
                null);
    }

    private static Entry other(Event event, EntryType type, String body) {
        return new Entry(
                event.conversation(),
                event.seq(),
                event.ordinal(),
                event.at(),
                type,
                event.actor(),
                null,
                null,
                null,
                body,
                null,
                Mentions.NOBODY,
                null,
                false,
                null);
    }

    /// The mentions as JSON on the wire; null for nobody.
    public @Nullable String mentionsJson() {
        return mentions.equals(Mentions.NOBODY) ? null : MentionsJson.write(mentions);
    }

    /// Reads what [#mentionsJson()] wrote.
    public static Mentions mentions(@Nullable String json) {
        return MentionsJson.read(json);
    }
}
