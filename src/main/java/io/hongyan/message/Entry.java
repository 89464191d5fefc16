package io.hongyan.message;

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
/// bytes wherever it comes from. `messageId`, `clientId` and `kind` are those of a message and null otherwise; `target`
/// is the seq of what an operation is about. What a `recalled` message said is still here, and isn't shown.
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
        boolean recalled) {

    private static final String NO_BODY = "{}";

    /// The entry that an event appended.
    public static Entry of(Event event) {
        return switch (event) {
            case Event.MessageSent message -> message(message);
            case Event.MessageRecalled recall -> recall(recall);
            case Event.Created created -> other(created, EntryType.MEMBER, EntryBody.of(created));
            case Event.MembersAdded added -> other(added, EntryType.MEMBER, EntryBody.of(added));
            case Event.MemberRemoved removed -> other(removed, EntryType.MEMBER, EntryBody.of(removed));
            case Event.RoleChanged changed -> other(changed, EntryType.MEMBER, EntryBody.of(changed));
            case Event.SettingsChanged changed -> other(changed, EntryType.SETTINGS, EntryBody.of(changed));
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
                false);
    }

    private static Entry recall(Event.MessageRecalled recall) {
        return new Entry(
                recall.conversation(),
                recall.seq(),
                recall.ordinal(),
                recall.at(),
                EntryType.RECALL,
                recall.actor(),
                null,
                null,
                null,
                NO_BODY,
                null,
                Mentions.NOBODY,
                recall.target().seq(),
                false);
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
                false);
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
