package io.hongyan.mailbox;

import io.hongyan.error.HongyanException;
import io.hongyan.log.MailboxListener;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxOwner;
import io.hongyan.streams.mailbox.Mailboxes;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The committed mailboxes of the partitions that this node owns: what they held when they were opened, and every
/// committed change since.
///
/// A change is in the view before whoever made it is answered, provided that the view is the first listener of the
/// feed. Thread-safe.
public final class MailboxView implements MailboxOwner, MailboxListener {

    private static final Logger log = LoggerFactory.getLogger(MailboxView.class);

    /// How long a request waits for what this node may not have heard of yet.
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AtomicReferenceArray<@Nullable Partition> partitions;
    private final Function<ConversationId, @Nullable SharedHead> heads;
    private final Arrivals<UserId> arrivals = new Arrivals<>();

    /// `heads` gives what the readers of a conversation in read mode share; null where it has never been.
    public MailboxView(int partitions, Function<ConversationId, @Nullable SharedHead> heads) {
        this.heads = heads;
        this.partitions = new AtomicReferenceArray<>(partitions);
    }

    /// `torn` are the users of whom a change was lost.
    private record Partition(Map<UserId, Mailbox> mailboxes, Set<UserId> torn) {}

    /// The mailbox of `user`: empty for whoever was never in a conversation. It is the live one, so it must not be
    /// kept: it stops when the partition goes to another node.
    ///
    /// @throws HongyanException `unavailable` if this node doesn't own it
    public Mailbox of(UserId user) {
        Partition partition = partitions.get(Mailboxes.partition(user, partitions.length()));
        if (partition == null || partition.torn().contains(user)) {
            throw HongyanException.unavailable("Your mailbox is being moved; try again.", PATIENCE, null);
        }
        Mailbox mailbox = partition.mailboxes().get(user);
        return mailbox == null ? new Mailbox(heads) : mailbox;
    }

    /// The session of a conversation that `user` is in. Whoever isn't, as far as this node knows, is given a second
    /// to become a member; then the answer is empty.
    public Optional<Session> await(UserId user, ConversationId conversation) {
        return await(user, conversation, PATIENCE);
    }

    /// The same with another patience.
    public Optional<Session> await(UserId user, ConversationId conversation, Duration patience) {
        return arrivals.await(user, patience, () -> of(user).find(conversation));
    }

    /// The session of a conversation that `user` is in, given a second to arrive.
    ///
    /// @throws HongyanException `notFound` if they aren't
    public Session requireMember(UserId user, ConversationId conversation) {
        return await(user, conversation).orElseThrow(ConversationViews::notFound);
    }

    /// Returns when this node shows `user` the entry `seq` of a conversation, or not the conversation any more; at the
    /// latest after a second.
    public void awaitSeq(UserId user, ConversationId conversation, long seq) {
        arrivals.await(user, PATIENCE, () -> {
            Optional<Session> session = of(user).find(conversation);
            return session.isEmpty() || session.get().headSeq() >= seq ? Optional.of(seq) : Optional.empty();
        });
    }

    /// The total of `user`, as soon as it is `wanted`, or after `patience`.
    public Total awaitTotal(UserId user, Duration patience, Predicate<Total> wanted) {
        return arrivals.await(
                        user, patience, () -> Optional.of(of(user).total()).filter(wanted))
                .orElseGet(() -> of(user).total());
    }

    /// Makes everybody who waits look again whether they have what they want.
    public void wake() {
        arrivals.changed();
    }

    /// Makes those look again who wait for something about a user that is in this conversation.
    public void wakeMembers(ConversationId conversation) {
        for (UserId user : arrivals.awaited()) {
            Partition partition = partitions.get(Mailboxes.partition(user, partitions.length()));
            Mailbox mailbox = partition == null ? null : partition.mailboxes().get(user);
            if (mailbox != null && mailbox.find(conversation).isPresent()) {
                arrivals.changed(user);
            }
        }
    }

    @Override
    public void opened(int partition, Content content) {
        Map<UserId, List<MailboxLine>> lines = new HashMap<>();
        content.forEachSession((user, conversation, session) -> {
            if (!session.left()) {
                lines.computeIfAbsent(user, _ -> new ArrayList<>()).add(new MailboxLine(conversation, session));
            }
        });
        Map<UserId, Mailbox> mailboxes = new ConcurrentHashMap<>();
        content.forEachTotal((user, total) -> {
            List<MailboxLine> theirs = lines.remove(user);
            mailboxes.put(user, new Mailbox(theirs == null ? List.of() : theirs, total, heads));
        });
        partitions.set(partition, new Partition(mailboxes, ConcurrentHashMap.newKeySet()));
        arrivals.changed();
    }

    @Override
    public void closed(int partition) {
        partitions.set(partition, null);
        arrivals.changed();
    }

    @Override
    public void changed(int partition, MailboxChanges changes) {
        Partition owned = partitions.get(partition);
        if (owned != null) {
            changes.changes().forEach(change -> take(owned, change));
        }
    }

    /// A count that may be wrong isn't shown: where a change is missing, the mailbox isn't answered for any more.
    private void take(Partition partition, MailboxChange change) {
        Mailbox mailbox = change.session() == null
                ? partition.mailboxes().getOrDefault(change.user(), new Mailbox(heads))
                : partition.mailboxes().computeIfAbsent(change.user(), _ -> new Mailbox(heads));
        if (mailbox.reaches(change)) {
            mailbox.apply(change);
        } else if (partition.torn().add(change.user())) {
            log.error(
                    "a change before position {} of mailbox {} is missing: restart this node to read it again",
                    change.total().position(),
                    change.user());
        }
        arrivals.changed(change.user());
    }
}
