package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry on its way to the mailboxes of one partition.
///
/// It carries absolute numbers, so that a duplicate or late one changes nothing. `mentioned` are those of the
/// recipients whom the message mentions, unless it mentions `everybody`; `role` is given with [Effect#JOINED] and
/// [Effect#ROLE].
public record Delivery(
        ConversationId conversation,
        long seq,
        long ordinal,
        long at,
        UserId actor,
        Effect effect,
        @Nullable Role role,
        boolean everybody,
        List<UserId> mentioned,
        List<UserId> recipients) {

    /// How many recipients one delivery may have; a larger audience is cut into several.
    public static final int MAX_RECIPIENTS = 1_000;

    public Delivery {
        mentioned = List.copyOf(mentioned);
        recipients = List.copyOf(recipients);
    }

    /// What the entry does to its recipients.
    public enum Effect {
        /// A countable message.
        MESSAGE,
        /// An entry that doesn't count.
        NOTICE,
        /// The recipients are members from this entry on.
        JOINED,
        /// The recipients aren't members any more.
        LEFT,
        /// The recipients have another role.
        ROLE
    }
}
