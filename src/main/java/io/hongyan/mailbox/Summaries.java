package io.hongyan.mailbox;

import io.hongyan.error.HongyanException;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// The summaries as a request wants them: waited for where they may be on their way. Thread-safe.
public final class Summaries {

    private final Function<ConversationId, @Nullable Summary> table;
    private final Arrivals<ConversationId> arrivals = new Arrivals<>();

    /// `table` gives the newest summary; [#changed(Summary)] must hear of every new one.
    public Summaries(Function<ConversationId, @Nullable Summary> table) {
        this.table = requireNonNull(table, "table is null");
    }

    /// Hears of a new summary.
    public void changed(Summary summary) {
        arrivals.changed(summary.conversation());
    }

    public Optional<Summary> find(ConversationId conversation) {
        return Optional.ofNullable(table.apply(conversation));
    }

    /// Whom `user` talks to in a direct conversation; empty for a group, and for what this node hasn't heard of.
    public Optional<UserId> findPeer(UserId user, ConversationId conversation) {
        Summary summary = table.apply(conversation);
        return summary == null
                ? Optional.empty()
                : summary.peers().stream().filter(peer -> !peer.equals(user)).findFirst();
    }

    /// What all readers of a conversation share; null where it was never in read mode, as far as this node has heard.
    public @Nullable SharedHead sharedHead(ConversationId conversation) {
        Summary summary = table.apply(conversation);
        return summary == null ? null : summary.fanout().shared();
    }

    /// The summary of a conversation that exists.
    ///
    /// @throws HongyanException `unavailable` if this node doesn't hear of it within a second
    public Summary await(ConversationId conversation) {
        return await(conversation, MailboxView.PATIENCE, _ -> true)
                .orElseThrow(() -> HongyanException.unavailable(
                        "This node is behind the log; try again.", MailboxView.PATIENCE, null));
    }

    /// The first summary that is at least as new as the entry `seq`, or the newest after `patience`.
    public Optional<Summary> awaitSeq(ConversationId conversation, long seq, Duration patience) {
        return await(conversation, patience, summary -> summary.seq() >= seq).or(() -> find(conversation));
    }

    private Optional<Summary> await(ConversationId conversation, Duration patience, Predicate<Summary> wanted) {
        return arrivals.await(conversation, patience, () -> find(conversation).filter(wanted));
    }
}
