package io.hongyan.conversation;

import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The members of conversations, listed for those who are among them.
public final class Members {

    private final MailboxView mailboxes;
    private final MemberRepository repository;

    public Members(MailboxView mailboxes, Jdbi jdbi) {
        this.mailboxes = mailboxes;
        this.repository = jdbi.onDemand(MemberRepository.class);
    }

    /// At most `limit` members in order of id: those after `cursor`, or the first.
    MemberPage page(UserId user, ConversationId conversation, @Nullable String cursor, int limit) {
        mailboxes.requireMember(user, conversation);
        long after = cursor == null ? 0 : after(cursor);
        List<ListedMember> members = repository.following(conversation, after, limit + 1);
        boolean more = members.size() > limit;
        List<ListedMember> items = more ? members.subList(0, limit) : members;
        return new MemberPage(items, more ? items.getLast().userId().toString() : null);
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
