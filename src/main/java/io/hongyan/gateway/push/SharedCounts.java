package io.hongyan.gateway.push;

import io.hongyan.mailbox.MailboxLine;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one user has of conversations in read mode, as it was told: what the total of their mailbox lacks. Guarded by
/// [Subscriptions].
///
/// Sums are kept, so that a message costs the same however many conversations there are.
final class SharedCounts {

    private final UserId user;
    private final Map<ConversationId, Count> counts = new HashMap<>(0);
    private long unread;
    private long mentions;
    private long heads;

    SharedCounts(UserId user) {
        this.user = user;
    }

    /// A conversation's session as the mailbox has it, the newest head that was told, and what both come to. `headSeq`
    /// never falls, also where the head is of a later time in read mode than the session.
    private record Count(Session stored, @Nullable SharedHead head, Session seen, long headSeq) {}

    /// Takes over what the mailbox has of a conversation; `head` is what its readers share, where none was told yet.
    /// Gives the session as it is shown.
    Session take(ConversationId conversation, Session stored, @Nullable SharedHead head) {
        Count before = remove(conversation);
        if (!stored.inReadMode()) {
            return stored;
        }
        SharedHead known = told(before, stored.generation());
        SharedHead told = known == null ? head : known;
        Session seen = stored.seen(told, user);
        long headSeq = Math.max(stored.headSeq(), told == null ? 0 : told.seq());
        add(
                conversation,
                new Count(stored, told, seen, before == null ? headSeq : Math.max(before.headSeq(), headSeq)));
        return seen;
    }

    /// The head of this generation or a later one that was told; null for none.
    private static @Nullable SharedHead told(@Nullable Count count, long generation) {
        SharedHead head = count == null ? null : count.head();
        return head != null && head.generation() >= generation ? head : null;
    }

    /// Moves on to a newer head. Gives the line as it is shown; null where the conversation isn't in read mode for this
    /// user.
    @Nullable
    MailboxLine advance(ConversationId conversation, SharedHead head) {
        Count before = counts.get(conversation);
        SharedHead told = before == null ? null : before.head();
        if (before == null || (told != null && told.seq() > head.seq())) {
            return null;
        }
        remove(conversation);
        Session seen = before.stored().seen(head, user);
        add(conversation, new Count(before.stored(), head, seen, Math.max(before.headSeq(), head.seq())));
        return new MailboxLine(conversation, seen);
    }

    private void add(ConversationId conversation, Count count) {
        counts.put(conversation, count);
        unread += count.seen().countedUnread();
        mentions += count.seen().countedMentions();
        heads += count.headSeq();
    }

    private @Nullable Count remove(ConversationId conversation) {
        Count count = counts.remove(conversation);
        if (count != null) {
            unread -= count.seen().countedUnread();
            mentions -= count.seen().countedMentions();
            heads -= count.headSeq();
        }
        return count;
    }

    void clear() {
        counts.clear();
        unread = 0;
        mentions = 0;
        heads = 0;
    }

    /// The total as it is shown, of one as the mailbox has it.
    Total on(Total stored) {
        return new Total(
                stored.position(), stored.unread() + unread, stored.mentions() + mentions, stored.version() + heads);
    }
}
