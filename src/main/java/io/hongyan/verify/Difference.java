package io.hongyan.verify;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a mailbox isn't what it should be: `what` of a conversation, or of the total where `conversation` is null.
public record Difference(
        UserId user, @Nullable ConversationId conversation, What what, String mailbox, String recounted) {

    /// What is different, and by which source.
    public enum What {
        /// The total isn't the sum of the conversations.
        TOTAL,
        /// Whether the user is in the conversation at all, by the log.
        LOG_MEMBERSHIP,
        /// The mailbox is behind the log.
        LOG_HEAD,
        /// How far they read, or another mark, by the log.
        LOG_MARKS,
        /// What they haven't read, by the log.
        LOG_UNREAD,
        /// In how many of that they are mentioned, by the log.
        LOG_MENTIONS,
        /// Whether the user is in the conversation at all, by PostgreSQL.
        STORED_MEMBERSHIP,
        /// PostgreSQL is behind the mailbox.
        STORED_HEAD,
        /// How far they read, or another mark, by PostgreSQL.
        STORED_MARKS,
        /// What they haven't read, by PostgreSQL.
        STORED_UNREAD,
        /// In how many of that they are mentioned, by PostgreSQL.
        STORED_MENTIONS
    }

    /// Whether this is the same difference as one found before: about the same thing, maybe with other numbers. Marks
    /// have to be the same ones, since who marks something again and again is seen between two of them.
    boolean lasts(Difference before) {
        boolean marks = what == What.LOG_MARKS || what == What.STORED_MARKS;
        return user.equals(before.user)
                && what == before.what
                && Objects.equals(conversation, before.conversation)
                && (!marks || (mailbox.equals(before.mailbox) && recounted.equals(before.recounted)));
    }

    @Override
    public String toString() {
        return "user %s, %s: %s is %s in the mailbox and should be %s"
                .formatted(
                        user,
                        conversation == null ? "all conversations" : "conversation " + conversation,
                        what,
                        mailbox,
                        recounted);
    }
}
