package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry on its way to the mailboxes of one partition.
///
/// It carries absolute numbers, so that a duplicate or late one changes nothing. `mentioned` are those of the
/// recipients whom the message mentions, unless it mentions `everybody`; `role` is given with [Effect#JOINED] and
/// [Effect#ROLE], `target` with [Effect#RECALL], `fanout` with [Effect#JOINED] and [Effect#SWITCHED]; in a switch `seq`
/// is that of the entry before it.
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
        List<UserId> recipients,
        @Nullable Target target,
        @Nullable FanoutState fanout) {

    /// The message that an operation is about.
    public record Target(long seq, long ordinal) {}

    /// How many recipients one delivery may have; a larger audience is cut into several.
    public static final int MAX_RECIPIENTS = 1_000;

    public Delivery {
        mentioned = List.copyOf(mentioned);
        recipients = List.copyOf(recipients);
    }

    /// A delivery with neither target nor fan-out, as most are.
    public Delivery(
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
        this(conversation, seq, ordinal, at, actor, effect, role, everybody, mentioned, recipients, null, null);
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
        ROLE,
        /// A message was recalled.
        RECALL,
        /// The conversation is fanned out otherwise from here on.
        SWITCHED
    }
}
