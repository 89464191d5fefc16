package io.hongyan.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongyan.log.EventListener;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.MembershipChange;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who joined, left or was given another role lately: what PostgreSQL may not have yet. Thread-safe.
public final class RecentMembers implements EventListener {

    /// Far more than the projector is behind while PostgreSQL can be read.
    private static final Duration REMEMBERED = Duration.ofMinutes(2);

    /// Some 20 MB of members.
    private static final int MAX_MEMBERS = 200_000;

    private final Cache<ConversationId, Map<UserId, MemberChange>> changes = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumWeight(MAX_MEMBERS)
            .weigher((ConversationId conversation, Map<UserId, MemberChange> members) -> members.size())
            .build();

    @Override
    public void appended(Event event, int partition, long offset) {
        if (event instanceof Event.Dissolved) {
            // Nobody may read the members of a dissolved group.
            changes.invalidate(event.conversation());
            return;
        }
        List<MembershipChange> memberships = event.memberships();
        if (!memberships.isEmpty()) {
            changes.asMap().compute(event.conversation(), (_, known) -> with(known, memberships, event.seq()));
        }
    }

    /// What changed among the members whose id is above `after`, in order.
    NavigableMap<UserId, MemberChange> following(ConversationId conversation, long after) {
        NavigableMap<UserId, MemberChange> following = new TreeMap<>();
        Map<UserId, MemberChange> known = changes.getIfPresent(conversation);
        if (known != null) {
            known.forEach((user, change) -> {
                if (user.value() > after) {
                    following.put(user, change);
                }
            });
        }
        return following;
    }

    /// A map that readers may have in hand isn't changed.
    private static Map<UserId, MemberChange> with(
            @Nullable Map<UserId, MemberChange> known, List<MembershipChange> memberships, long seq) {
        Map<UserId, MemberChange> changed = known == null ? new HashMap<>() : new HashMap<>(known);
        memberships.forEach(change ->
                changed.put(change.user(), MemberChange.of(change, seq).after(changed.get(change.user()))));
        return changed;
    }
}
