package io.hongyan.streams.conversation;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A conversation's state: what its events add up to, members aside. Immutable.
///
/// `creator` is null in states of before it was kept, and for a direct conversation.
record Conversation(
        ConversationId id,
        ConversationKind kind,
        @Nullable String title,
        @Nullable UserId creator,
        @Nullable UserId owner,
        List<UserId> peers,
        History history,
        long seq,
        long ordinal,
        long at,
        int memberCount,
        boolean dissolved) {

    Conversation {
        peers = List.copyOf(peers);
    }

    /// The state that a `create` command starts.
    static Conversation start(Command.Create create, Event.Created created) {
        boolean direct = create.kind() == ConversationKind.DIRECT;
        return new Conversation(
                create.conversation(),
                create.kind(),
                create.title(),
                direct ? null : create.actor(),
                direct ? null : create.actor(),
                direct ? created.users() : List.of(),
                create.history(),
                created.seq(),
                created.ordinal(),
                created.at(),
                created.users().size(),
                false);
    }

    /// The state after an event that isn't the first.
    Conversation apply(Event event) {
        return switch (event) {
            case Event.MessageSent _ -> next(event, title, owner, history, memberCount, dissolved);
            case Event.MembersAdded added ->
                next(event, title, owner, history, memberCount + added.users().size(), dissolved);
            case Event.MemberRemoved _ -> next(event, title, owner, history, memberCount - 1, dissolved);
            case Event.RoleChanged changed ->
                next(event, title, changed.role() == Role.OWNER ? changed.user() : owner, history, memberCount, false);
            case Event.SettingsChanged changed ->
                next(
                        event,
                        changed.title() == null ? title : changed.title(),
                        owner,
                        changed.history() == null ? history : changed.history(),
                        memberCount,
                        dissolved);
            case Event.Dissolved _ -> next(event, title, owner, history, 0, true);
            case Event.Created _ -> throw new IllegalArgumentException("a conversation is created once");
        };
    }

    private Conversation next(
            Event event,
            @Nullable String title,
            @Nullable UserId owner,
            History history,
            int memberCount,
            boolean dissolved) {
        return new Conversation(
                id,
                kind,
                title,
                creator,
                owner,
                peers,
                history,
                event.seq(),
                event.ordinal(),
                event.at(),
                memberCount,
                dissolved);
    }

    /// Whether `create` asks for what this conversation is, so that a retry of it changes nothing: also after its
    /// creator has handed the group over.
    boolean isWhat(Command.Create create) {
        return kind == create.kind()
                && (kind == ConversationKind.GROUP
                        ? create.actor().equals(creator == null ? owner : creator)
                        : Stream.concat(Stream.of(create.actor()), create.members().stream())
                                .allMatch(peers::contains));
    }

    Summary summary() {
        return new Summary(id, seq, kind, title, owner, peers, memberCount, history, dissolved);
    }
}
