package io.hongyan.streams.fanout;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The members of the conversations that were busy lately, so that a message needn't read all its members'
/// records.
///
/// Bounded by the number of member ids it holds. Belongs to one task, and goes with it: a new task reads the
/// store.
public final class MemberLists {

    private final int maxIds;
    private final LinkedHashMap<ConversationId, List<UserId>> members = new LinkedHashMap<>(16, 0.75f, true);
    private int ids;

    public MemberLists(int maxIds) {
        this.maxIds = maxIds;
    }

    /// The members of `conversation`, by `load` where they aren't known.
    public List<UserId> members(ConversationId conversation, Function<ConversationId, List<UserId>> load) {
        List<UserId> known = members.get(conversation);
        if (known != null) {
            return known;
        }
        List<UserId> loaded = load.apply(conversation);
        members.put(conversation, loaded);
        ids += loaded.size();
        while (ids > maxIds && members.size() > 1) {
            Map.Entry<ConversationId, List<UserId>> eldest = members.firstEntry();
            forget(eldest.getKey());
        }
        return loaded;
    }

    /// To be called when the members of `conversation` have changed.
    public void forget(ConversationId conversation) {
        @Nullable List<UserId> forgotten = members.remove(conversation);
        ids -= forgotten == null ? 0 : forgotten.size();
    }
}
