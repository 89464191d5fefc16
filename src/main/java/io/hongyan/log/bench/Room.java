package io.hongyan.log.bench;

import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Mark;
import java.util.List;

/// A conversation of the benchmark, whose first `senders` members send. Used by one thread.
///
/// Nothing else is said in it, and the log keeps the order of one writer, so what number a message will have is known
/// before it is sent.
final class Room {

    private final ConversationId id;
    private final ConversationKind kind;
    private final List<UserId> members;
    private final int senders;
    private long messages;

    Room(ConversationId id, ConversationKind kind, List<UserId> members, int senders) {
        this.id = id;
        this.kind = kind;
        this.members = List.copyOf(members);
        this.senders = senders;
    }

    ConversationId id() {
        return id;
    }

    List<UserId> members() {
        return members;
    }

    int senders() {
        return senders;
    }

    Command creation() {
        String title = kind == ConversationKind.GROUP ? "bench" : null;
        return new Command.Create(
                id, members.getFirst(), kind, title, History.ALL, members.subList(1, members.size()), null);
    }

    /// The number of the next message.
    long next() {
        messages++;
        return head();
    }

    /// The number of the last entry; the first tells that the conversation was made.
    long head() {
        return 1 + messages;
    }

    /// That a member has read everything.
    Mark read(UserId member) {
        return new Mark.Read(member, id, head(), messages);
    }
}
