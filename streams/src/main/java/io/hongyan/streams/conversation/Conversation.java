package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.Audience;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/// A conversation's state: what its events add up to, members aside. Immutable.
///
/// `creator` is null in states of before it was kept, and for a direct conversation. `changedSeq` is the last entry
/// that changed its summary; `pinned` are the seqs of its pinned messages, the last one pinned last; `override` is an
/// administrator's word on its fan-out, null for none.
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
        boolean dissolved,
        long changedSeq,
        FanoutState fanout,
        @Nullable FanoutMode override,
        List<Long> pinned,
        GroupRules rules) {

    Conversation {
        peers = List.copyOf(peers);
        pinned = pinned == null ? List.of() : List.copyOf(pinned);
        // States of before these were kept have none; the head is never below what changed the summary.
        changedSeq = changedSeq == 0 ? seq : changedSeq;
        fanout = requireNonNullElse(fanout, FanoutState.WRITE);
        rules = requireNonNullElse(rules, GroupRules.FIRST);
    }

    /// The state that a `create` command starts, fanned out by `mode`.
    static Conversation start(Command.Create create, Event.Created created, FanoutMode mode) {
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
                false,
                created.seq(),
                FanoutState.created(mode, created),
                null,
                List.of(),
                GroupRules.FIRST);
    }

    /// The state after an event that isn't the first.
    Conversation apply(Event event) {
        return switch (event) {
            case Event.MessageSent _, Event.Operation _, Event.GroupChange _ ->
                next(event, title, owner, history, memberCount, dissolved);
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
                dissolved,
                changedBy(event) ? event.seq() : changedSeq,
                fanout.after(event),
                override,
                pinnedAfter(event),
                rulesAfter(event));
    }

    private GroupRules rulesAfter(Event event) {
        return event instanceof Event.SettingsChanged changed && changed.rules() != null
                ? rules.with(changed.rules())
                : rules;
    }

    /// A recalled message isn't pinned any more.
    private List<Long> pinnedAfter(Event event) {
        return switch (event) {
            case Event.MessagePinned pin
            when pin.on() ->
                Stream.concat(pinned.stream(), Stream.of(pin.target().seq())).toList();
            case Event.MessagePinned pin -> withoutPinned(pin.target().seq());
            case Event.MessageRecalled recall -> withoutPinned(recall.target().seq());
            case Event _ -> pinned;
        };
    }

    private List<Long> withoutPinned(long seq) {
        return pinned.stream().filter(other -> other != seq).toList();
    }

    /// The state after a switch to another mode, which is no entry.
    Conversation switched(FanoutMode mode) {
        return fannedOut(fanout.switched(mode, seq, ordinal), override);
    }

    /// The state after an administrator's word, null for none.
    Conversation overridden(@Nullable FanoutMode override) {
        return fannedOut(fanout, override);
    }

    private Conversation fannedOut(FanoutState fanout, @Nullable FanoutMode override) {
        return new Conversation(
                id,
                kind,
                title,
                creator,
                owner,
                peers,
                history,
                seq,
                ordinal,
                at,
                memberCount,
                dissolved,
                changedSeq,
                fanout,
                override,
                pinned,
                rules);
    }

    /// Whom it reaches.
    Audience audience() {
        return new Audience(id, memberCount, fanout.mode(), override);
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

    /// Whether the next event changes what everybody is shown of a conversation; in read mode each moves its head too.
    boolean changedBy(Event event) {
        return switch (event) {
            case Event.MessagePinned _ -> true;
            case Event.MessageRecalled recall -> pinned.contains(recall.target().seq());
            case Event.MessageSent _, Event.Operation _, Event.MemberMuted _, Event.MemberRenamed _ -> false;
            case Event _ -> true;
        };
    }

    Summary summary() {
        return new Summary(
                id, changedSeq, kind, title, owner, peers, memberCount, history, dissolved, fanout, pinned, rules);
    }
}
