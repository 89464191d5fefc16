package io.hongyan.streams.mailbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// What a user does to a conversation of their own mailbox.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "m")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "read", value = Mark.Read.class),
    @JsonSubTypes.Type(name = "unread", value = Mark.Unread.class),
    @JsonSubTypes.Type(name = "settings", value = Mark.Settings.class),
})
public sealed interface Mark {

    UserId user();

    ConversationId conversation();

    /// Everything up to `seq` is read; `ordinal` is that entry's, resolved by the server, never by the client.
    record Read(UserId user, ConversationId conversation, long seq, long ordinal) implements Mark {}

    /// Shows the conversation as unread until it is read next.
    record Unread(UserId user, ConversationId conversation) implements Mark {}

    /// Changes what isn't null. Hiding reads up to the head, which is `headSeq` where the mailbox has none so high: in
    /// read mode the server knows it, and the mailbox doesn't.
    record Settings(
            UserId user,
            ConversationId conversation,
            @Nullable Boolean muted,
            @Nullable Boolean pinned,
            @Nullable Boolean hidden,
            long headSeq,
            long headOrdinal)
            implements Mark {}
}
