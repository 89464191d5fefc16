package io.hongyan.conversation;

import io.hongyan.conversation.MemberRepository.StoredMember;
import io.hongyan.error.HongyanException;
import io.hongyan.log.EventListener;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.MembershipChange;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/// Who joined, left or was given another role, for as long as PostgreSQL may not have it.
///
/// A change is forgotten once PostgreSQL has been seen to have it: it gets its members from their mailboxes, and how
/// far the projector is with entries says nothing of those. Memory is bounded: beyond the limit the oldest are
/// forgotten unseen, and nothing is told until PostgreSQL has all that were there then. Thread-safe.
public final class RecentMembers implements EventListener {

    /// Some 40 MB.
    private static final int MAX_CHANGES = 200_000;

    private static final int ASKED_TOGETHER = 1_000;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int maxChanges;
    private final MemberRepository stored;
    private final Map<ConversationId, Map<UserId, MemberChange>> changes = new HashMap<>();
    /// The same, what was changed longest ago first.
    private final LinkedHashMap<Member, Remembered> order = new LinkedHashMap<>();
    private long count;
    /// Some that came up to this one were forgotten although PostgreSQL may lack them.
    private long forgotten;

    public RecentMembers(Jdbi jdbi) {
        this(MAX_CHANGES, jdbi.onDemand(MemberRepository.class));
    }

    RecentMembers(int maxChanges, MemberRepository stored) {
        this.maxChanges = maxChanges;
        this.stored = stored;
    }

    private record Member(ConversationId conversation, UserId user) {}

    private record Remembered(Member member, MemberChange change, long number) {}

    @Override
    public synchronized void appended(Event event, int partition, long command) {
        ConversationId conversation = event.conversation();
        if (event instanceof Event.Dissolved) {
            // Nobody may read the members of a dissolved group.
            changes.getOrDefault(conversation, Map.of())
                    .keySet()
                    .forEach(user -> order.remove(new Member(conversation, user)));
            changes.remove(conversation);
            return;
        }
        event.memberships().forEach(change -> remember(conversation, change, event.seq()));
        while (order.size() > maxChanges) {
            forgotten = count;
            forget(order.firstEntry().getKey());
        }
    }

    private void remember(ConversationId conversation, MembershipChange change, long seq) {
        Map<UserId, MemberChange> users = changes.computeIfAbsent(conversation, _ -> new HashMap<>());
        MemberChange remembered = MemberChange.of(change, seq).after(users.get(change.user()));
        users.put(change.user(), remembered);
        Member member = new Member(conversation, change.user());
        order.putLast(member, new Remembered(member, remembered, ++count));
    }

    /// Forgets what PostgreSQL has by now. Called by one thread.
    public void forgetStored() {
        long last;
        synchronized (this) {
            last = count;
        }
        long asked = 0;
        while (asked < last) {
            List<Remembered> some = following(asked, last);
            if (some.isEmpty()) {
                return;
            }
            asked = some.getLast().number();
            forgetStored(some);
        }
    }

    /// The oldest changes, from the one after `number` to `last`.
    private synchronized List<Remembered> following(long number, long last) {
        return order.values().stream()
                .takeWhile(change -> change.number() <= last)
                .filter(change -> change.number() > number)
                .limit(ASKED_TOGETHER)
                .toList();
    }

    private void forgetStored(List<Remembered> asked) {
        Map<Member, StoredMember> found = new HashMap<>();
        stored.find(
                        asked.stream()
                                .map(change -> change.member().conversation())
                                .toList(),
                        asked.stream().map(change -> change.member().user()).toList())
                .forEach(member -> found.put(new Member(member.conversation(), member.account()), member));
        synchronized (this) {
            for (Remembered change : asked) {
                StoredMember member = found.get(change.member());
                boolean isTheLast = change.equals(order.get(change.member()));
                if (isTheLast && member != null && change.change().isIn(member)) {
                    forget(change.member());
                }
            }
        }
    }

    private void forget(Member member) {
        order.remove(member);
        changes.computeIfPresent(member.conversation(), (_, users) -> {
            users.remove(member.user());
            return users.isEmpty() ? null : users;
        });
    }

    /// What changed among the members whose id is above `after`, in order, as far as PostgreSQL may not have it.
    ///
    /// @throws HongyanException `unavailable` while that isn't known
    synchronized NavigableMap<UserId, MemberChange> following(ConversationId conversation, long after) {
        if (!order.isEmpty() && order.firstEntry().getValue().number() <= forgotten) {
            throw HongyanException.unavailable("The lists of members are catching up.", RETRY, null);
        }
        NavigableMap<UserId, MemberChange> following = new TreeMap<>();
        changes.getOrDefault(conversation, Map.of()).forEach((user, change) -> {
            if (user.value() > after) {
                following.put(user, change);
            }
        });
        return following;
    }
}
