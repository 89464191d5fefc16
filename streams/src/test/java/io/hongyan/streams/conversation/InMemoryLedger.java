package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.operation.Reacted;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// One conversation's state in plain maps, changed by the events that are decided.
final class InMemoryLedger implements Ledger {

    private final Map<UserId, Member> members = new HashMap<>();
    private final Map<List<Object>, Sent> sent = new HashMap<>();
    private final Map<Long, Recalled> recalls = new HashMap<>();
    private final Map<List<Object>, Reacted> reactions = new HashMap<>();
    private @Nullable Conversation conversation;

    Answer decide(Command command) {
        return decide(command, 1_000);
    }

    Answer decide(Command command, long time) {
        Answer answer = Decision.of(this, command, time);
        if (answer instanceof Event event) {
            apply(command, event);
        }
        if (answer instanceof Outcome.Done && command instanceof Command.OverrideFanout override) {
            conversation = requireNonNull(conversation).overridden(override.mode());
        }
        return answer;
    }

    private void apply(Command command, Event event) {
        conversation = event instanceof Event.Created created
                ? Conversation.start((Command.Create) command, created, FanoutMode.WRITE)
                : requireNonNull(conversation).apply(event);
        for (MembershipChange change : event.memberships()) {
            members.compute(change.user(), (_, before) -> Member.after(before, change, event.seq()));
        }
        if (event instanceof Event.MessageSent message) {
            sent.put(List.of(message.actor(), message.clientId()), Sent.of(message));
        }
        if (event instanceof Event.MessageRecalled recall) {
            recalls.put(recall.target().seq(), new Recalled(recall.seq(), recall.at()));
        }
        if (event instanceof Event.MemberMuted muted) {
            members.computeIfPresent(muted.user(), (_, member) -> member.after(muted));
        }
        if (event instanceof Event.MemberRenamed renamed) {
            members.computeIfPresent(renamed.user(), (_, member) -> member.after(renamed));
        }
        if (event instanceof Event.MessageEdited edit) {
            sent.put(List.of(edit.actor(), edit.clientId()), Sent.of(edit));
        }
        if (event instanceof Event.MessageReacted reaction) {
            reactions.put(
                    List.of(reaction.target().seq(), reaction.actor(), reaction.emoji()),
                    new Reacted(reaction.seq(), reaction.at(), reaction.on()));
        }
        if (event instanceof Event.Dissolved) {
            members.clear();
        }
    }

    @Override
    public @Nullable Conversation conversation() {
        return conversation;
    }

    @Override
    public @Nullable Member member(UserId user) {
        return members.get(user);
    }

    @Override
    public @Nullable Sent sent(UserId sender, String clientId) {
        return sent.get(List.of(sender, clientId));
    }

    @Override
    public @Nullable Recalled recalled(long seq) {
        return recalls.get(seq);
    }

    @Override
    public @Nullable Reacted reacted(long seq, UserId user, String emoji) {
        return reactions.get(List.of(seq, user, emoji));
    }
}
