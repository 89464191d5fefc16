package io.hongyan.conversation;

import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The members of conversations, listed for those who are among them: PostgreSQL and what it may not have yet, as one.
public final class Members {

    private final MailboxView mailboxes;
    private final RecentMembers recent;
    private final MemberRepository stored;

    public Members(MailboxView mailboxes, RecentMembers recent, Jdbi jdbi) {
        this(mailboxes, recent, jdbi.onDemand(MemberRepository.class));
    }

    Members(MailboxView mailboxes, RecentMembers recent, MemberRepository stored) {
        this.mailboxes = mailboxes;
        this.recent = recent;
        this.stored = stored;
    }

    /// At most `limit` members in order of id: those after `cursor`, or the first.
    MemberPage page(UserId user, ConversationId conversation, @Nullable String cursor, int limit) {
        mailboxes.requireMember(user, conversation);
        long after = cursor == null ? 0 : after(cursor);
        List<ListedMember> members = following(conversation, after, limit + 1);
        boolean more = members.size() > limit;
        List<ListedMember> items = more ? members.subList(0, limit) : members;
        return new MemberPage(items, more ? items.getLast().userId().toString() : null);
    }

    /// At most `limit` members above `after`. Every recent change may take one away, so that many more are read.
    private List<ListedMember> following(ConversationId conversation, long after, int limit) {
        NavigableMap<UserId, MemberChange> changes = recent.following(conversation, after);
        int asked = limit + changes.size();
        List<ListedMember> rows = stored.following(conversation, after, asked);
        NavigableMap<UserId, ListedMember> members = new TreeMap<>();
        rows.forEach(row -> members.put(row.userId(), row));
        boolean toTheEnd = rows.size() < asked;
        NavigableMap<UserId, MemberChange> within =
                toTheEnd ? changes : changes.headMap(rows.getLast().userId(), true);
        within.forEach((user, change) -> change.applyTo(user, members.get(user))
                .ifPresentOrElse(member -> members.put(user, member), () -> members.remove(user)));
        return members.values().stream().limit(limit).toList();
    }

    /// The cursor is the last member's id, which its holder has just been shown.
    private static long after(String cursor) {
        try {
            return UserId.valueOf(cursor).value();
        } catch (IllegalArgumentException notAnId) {
            throw HongyanException.invalid("/cursor", "is not a cursor of this list");
        }
    }
}
