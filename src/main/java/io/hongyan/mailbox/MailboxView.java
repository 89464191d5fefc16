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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
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

    private static final Duration ASKED_AGAIN = Duration.ofMillis(20);

    private final AtomicReferenceArray<@Nullable Partition> partitions;
    private final Function<ConversationId, @Nullable SharedHead> heads;
    private final Function<UserId, Optional<Mailbox>> elsewhere;
    private final Arrivals<UserId> arrivals = new Arrivals<>();

    /// `heads` gives what the readers of a conversation in read mode share; null where it has never been. `elsewhere`
    /// gives the mailboxes of other nodes.
    public MailboxView(
            int partitions,
            Function<ConversationId, @Nullable SharedHead> heads,
            Function<UserId, Optional<Mailbox>> elsewhere) {
        this.heads = heads;
        this.elsewhere = elsewhere;
        this.partitions = new AtomicReferenceArray<>(partitions);
    }

    /// `torn` are the users of whom a change was lost.
    private record Partition(Map<UserId, CommittedMailbox> mailboxes, Set<UserId> torn) {}

    /// The mailbox of `user`: empty for whoever was never in a conversation. It is the live one, so it must not be
    /// kept: it stops when the partition goes to another node.
    ///
    /// @throws HongyanException `unavailable` if no node that can be asked owns it
    public Mailbox of(UserId user) {
        return find(user).orElseThrow(MailboxView::moving);
    }

    /// The same; empty if nobody owns it who can be asked.
    Optional<Mailbox> find(UserId user) {
        return owns(user) ? Optional.of(owned(user)) : elsewhere.apply(user);
    }

    /// The mailbox of `user` on this node.
    ///
    /// @throws HongyanException `unavailable` if this node doesn't own it
    public Mailbox owned(UserId user) {
        return committed(user);
    }

    private CommittedMailbox committed(UserId user) {
        Partition partition = partitionOf(user);
        if (partition == null || partition.torn().contains(user)) {
            throw moving();
        }
        CommittedMailbox mailbox = partition.mailboxes().get(user);
        return mailbox == null ? new CommittedMailbox(user, heads) : mailbox;
    }

    /// The mailbox on this node that `change` is one of, as soon as it has it: another node may have heard of it first.
    /// Blocks.
    ///
    /// @throws HongyanException `unavailable` if this node doesn't own it, or hasn't the change in time
    public Mailbox ownedWith(MailboxChange change) {
        return arrivals.await(
                        change.user(),
                        PATIENCE,
                        () -> Optional.of(committed(change.user())).filter(mailbox -> mailbox.has(change)))
                .orElseThrow(MailboxView::moving);
    }

    /// Whether looking into the mailbox of `user` takes no time.
    boolean owns(UserId user) {
        return partitionOf(user) != null;
    }

    private @Nullable Partition partitionOf(UserId user) {
        return partitions.get(Mailboxes.partition(user, partitions.length()));
    }

    private static HongyanException moving() {
        return HongyanException.unavailable("Your mailbox is being moved; try again.", PATIENCE, null);
    }

    /// What `look` finds about `user`, as soon as it finds something. The owner may hear of a change after this node
    /// does, which nobody tells: so it is asked again, less and less often.
    private <T> Optional<T> await(UserId user, Duration patience, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = ASKED_AGAIN;
        while (!owns(user) && patience.compareTo(pause) > 0) {
            Optional<T> found = arrivals.await(user, pause, look);
            patience = Duration.ofNanos(deadline - System.nanoTime());
            if (found.isPresent() || patience.isNegative()) {
                return found;
            }
            pause = pause.multipliedBy(2);
        }
        return arrivals.await(user, patience, look);
    }

    /// The session of a conversation that `user` is in. Whoever isn't, as far as this node knows, is given a second
    /// to become a member; then the answer is empty.
    public Optional<Session> await(UserId user, ConversationId conversation) {
        return await(user, conversation, PATIENCE);
    }

    /// The same with another patience.
    public Optional<Session> await(UserId user, ConversationId conversation, Duration patience) {
        return await(user, patience, () -> of(user).find(conversation));
    }

    /// The session of a conversation that `user` is in, given a second to arrive.
    ///
    /// @throws HongyanException `notFound` if they aren't
    public Session requireMember(UserId user, ConversationId conversation) {
        return await(user, conversation).orElseThrow(ConversationViews::notFound);
    }

    /// Returns when this node shows `user` the entry `seq` of a conversation, or not the conversation any more; at the
    /// latest after `patience`.
    public void awaitSeq(UserId user, ConversationId conversation, long seq, Duration patience) {
        await(user, patience, () -> {
            Optional<Session> session = of(user).find(conversation);
            return session.isEmpty() || session.get().headSeq() >= seq ? Optional.of(seq) : Optional.empty();
        });
    }

    /// The total of `user`, as soon as it is `wanted`, or after `patience`.
    public Total awaitTotal(UserId user, Duration patience, Predicate<Total> wanted) {
        return await(user, patience, () -> Optional.of(of(user).total()).filter(wanted))
                .orElseGet(() -> of(user).total());
    }

    /// Gives what a change of the mailbox of `user` led to, as [Mailbox#shown] has it. It doesn't block: where another
    /// node has to be asked, `reply` hears later, on a thread of its own.
    void show(MailboxChange change, Consumer<MailboxSnapshot> reply, Consumer<HongyanException> failure) {
        if (owns(change.user())) {
            tellShown(change, reply, failure);
        } else {
            Thread.ofVirtual().name("mailbox-answer").start(() -> tellShown(change, reply, failure));
        }
    }

    private void tellShown(MailboxChange change, Consumer<MailboxSnapshot> reply, Consumer<HongyanException> failure) {
        MailboxSnapshot shown;
        try {
            shown = of(change.user()).shown(change);
        } catch (HongyanException away) {
            failure.accept(away);
            return;
        }
        reply.accept(shown);
    }

    /// Makes everybody who waits look again whether they have what they want.
    public void wake() {
        arrivals.changed();
    }

    /// Makes those look again who wait for something about a user that is in this conversation.
    public void wakeMembers(ConversationId conversation) {
        for (UserId user : arrivals.awaited()) {
            Partition partition = partitionOf(user);
            CommittedMailbox mailbox =
                    partition == null ? null : partition.mailboxes().get(user);
            if (partition == null
                    || (mailbox != null && mailbox.find(conversation).isPresent())) {
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
        Map<UserId, CommittedMailbox> mailboxes = new ConcurrentHashMap<>();
        content.forEachTotal((user, total) -> {
            List<MailboxLine> theirs = lines.remove(user);
            mailboxes.put(user, new CommittedMailbox(user, theirs == null ? List.of() : theirs, total, heads));
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
        if (owned == null) {
            changes.changes().forEach(change -> arrivals.changed(change.user()));
        } else {
            changes.changes().forEach(change -> take(owned, change));
        }
    }

    /// A count that may be wrong isn't shown: where a change is missing, the mailbox isn't answered for any more.
    private void take(Partition partition, MailboxChange change) {
        CommittedMailbox mailbox = change.session() == null
                ? partition.mailboxes().getOrDefault(change.user(), new CommittedMailbox(change.user(), heads))
                : partition.mailboxes().computeIfAbsent(change.user(), user -> new CommittedMailbox(user, heads));
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
