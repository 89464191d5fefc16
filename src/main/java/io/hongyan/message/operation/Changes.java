package io.hongyan.message.operation;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.operation.Reacted;
import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What consecutive entries have done to one message: all that was done, where the message is among them too. Not
/// thread-safe.
public final class Changes {

    private final Map<Reaction, Reacted> reactions = new LinkedHashMap<>(0);
    private final List<Revision> edits = new ArrayList<>(0);
    private boolean recalled;
    private long lastSeq;
    private @Nullable Present present;

    /// Somebody with an emoji.
    public record Reaction(String emoji, UserId user) {}

    /// Adds what the next of these entries did.
    public void add(Event.Operation operation) {
        present = null;
        lastSeq = operation.seq();
        switch (operation) {
            case Event.MessageRecalled _ -> recalled = true;
            case Event.MessageEdited edit -> edits.add(new Revision(edit.seq(), edit.at(), edit.body()));
            case Event.MessageReacted done -> {
                // Removed first, so that the newest is last.
                Reaction reaction = new Reaction(done.emoji(), done.actor());
                reactions.remove(reaction);
                reactions.put(reaction, new Reacted(done.seq(), done.at(), done.on()));
            }
            case Event.MessagePinned _ -> {}
        }
    }

    /// The seq of the last of these entries.
    public long lastSeq() {
        return lastSeq;
    }

    public boolean recalled() {
        return recalled;
    }

    /// The edits, ascending.
    public List<Revision> edits() {
        return List.copyOf(edits);
    }

    /// The last edit; null for none.
    public @Nullable Revision revision() {
        return edits.isEmpty() ? null : edits.getLast();
    }

    /// What everybody did last with each emoji, in the order of the entries.
    public Map<Reaction, Reacted> reactions() {
        return new LinkedHashMap<>(reactions);
    }

    /// What these entries alone have made of the message.
    public Present present() {
        Present known = present;
        if (known == null) {
            known = new Present(recalled, revision(), sums());
            present = known;
        }
        return known;
    }

    private List<ReactionSum> sums() {
        Map<String, List<UserId>> users = new LinkedHashMap<>();
        reactions.forEach((reaction, reacted) -> {
            if (reacted.on()) {
                users.computeIfAbsent(reaction.emoji(), _ -> new ArrayList<>()).add(reaction.user());
            }
        });
        return users.entrySet().stream()
                .map(emoji -> new ReactionSum(
                        emoji.getKey(),
                        emoji.getValue().size(),
                        emoji.getValue()
                                .subList(
                                        0,
                                        Math.min(
                                                ReactionSum.MAX_USERS,
                                                emoji.getValue().size()))))
                .toList();
    }

    /// The same, apart from what is added later.
    public Changes copy() {
        Changes copy = new Changes();
        copy.reactions.putAll(reactions);
        copy.edits.addAll(edits);
        copy.recalled = recalled;
        copy.lastSeq = lastSeq;
        return copy;
    }
}
