package io.hongyan.gateway.push;

import io.hongyan.log.EventListener;
import io.hongyan.log.MailboxListener;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.history.Tail;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.MembershipChange;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Who is connected here, and which conversations they listen to: gives every entry to every connected member, once
/// and in order, and counts only after the entries they count.
///
/// It must hear of events after the [Tail] and of mailboxes after their view, so that what it isn't told any more can
/// be found there. Thread-safe: one lock, never held while anything blocks. Why so is in RATIONALE.md.
public final class Subscriptions implements EventListener, MailboxListener {

    /// How long counts wait for their entries; then `heads` stand in for these.
    static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    private final Tail tail;
    private final Function<UserId, MailboxSnapshot> mailboxes;
    private final Function<ConversationId, @Nullable SharedHead> heads;
    private final Notices notices;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Map<UserId, Subscriber> subscribers = new HashMap<>();
    private final Index index;
    private final Set<Subscriber> waiting = new LinkedHashSet<>();

    /// `mailboxes` gives the whole committed mailbox of a user as it is stored, and may block; `heads` what the readers
    /// of a conversation in read mode share, null where there is none; `executor` has threads that may block.
    public Subscriptions(
            Tail tail,
            Function<UserId, MailboxSnapshot> mailboxes,
            Function<ConversationId, @Nullable SharedHead> heads,
            Notices notices,
            Executor executor,
            LongSupplier nanoTime) {
        this.tail = tail;
        this.index = new Index(tail);
        this.mailboxes = mailboxes;
        this.heads = heads;
        this.notices = notices;
        this.executor = executor;
        this.nanoTime = nanoTime;
    }

    /// Registers a device: from now on it is given everything that the returned state of the mailbox lacks.
    /// What led up to that state it has to sync.
    ///
    /// Blocks while the mailbox is read, and passes on what that throws.
    public Total open(UserId user, Recipient recipient) {
        Subscriber subscriber;
        synchronized (this) {
            subscriber = subscribers.computeIfAbsent(user, _ -> new Subscriber(user, new Lane(executor)));
            subscriber.loading++;
        }
        MailboxSnapshot snapshot;
        try {
            snapshot = mailboxes.apply(user);
        } catch (RuntimeException failure) {
            failed(subscriber);
            throw failure;
        }
        return loaded(subscriber, recipient, snapshot);
    }

    /// Forgets a device.
    public synchronized void close(UserId user, Recipient recipient) {
        Subscriber subscriber = subscribers.get(user);
        if (subscriber != null && subscriber.recipients().remove(recipient)) {
            forgetIfUnused(subscriber);
        }
    }

    private synchronized void failed(Subscriber subscriber) {
        subscriber.loading--;
        forgetIfUnused(subscriber);
    }

    /// Whoever connects beside others may have read the mailbox before the last change that those were told; that
    /// change isn't told again, so its total is given here.
    private synchronized Total loaded(Subscriber subscriber, Recipient recipient, MailboxSnapshot snapshot) {
        subscriber.loading--;
        boolean first = subscriber.recipients().isEmpty() && snapshot.total().position() >= subscriber.total.position();
        if (first) {
            subscriber.shared().clear();
        }
        Map<ConversationId, Long> known = new HashMap<>();
        Total total = snapshot.total();
        for (MailboxLine line : snapshot.lines()) {
            SharedHead head = heads.apply(line.conversation());
            Session session = line.session().seen(head, subscriber.user());
            if (first) {
                subscriber.shared().take(line.conversation(), line.session(), head);
            }
            known.put(line.conversation(), session.headSeq());
            if (session.inReadMode()) {
                total = total.with(session, Math.max(session.headSeq(), head == null ? 0 : head.seq()));
            }
            Member member = index.join(subscriber, line.conversation(), session.joinedSeq());
            if (first && member != null && member.joinedSeq() == session.joinedSeq()) {
                member.take(session);
            }
        }
        for (Member member : subscriber.members().values()) {
            index.catchUp(member, known.getOrDefault(member.conversation(), 0L), List.of(recipient));
        }
        index.tellDepartures(subscriber, known, recipient);
        if (first) {
            subscriber.total = snapshot.total();
        }
        Total newest = total.position() < subscriber.total.position() ? subscriber.shown() : total;
        recipient.total(newest);
        subscriber.recipients().add(recipient);
        release(subscriber);
        return newest;
    }

    private void forgetIfUnused(Subscriber subscriber) {
        if (subscriber.loading > 0 || !subscriber.recipients().isEmpty()) {
            return;
        }
        subscribers.remove(subscriber.user());
        waiting.remove(subscriber);
        index.forget(subscriber);
    }

    @Override
    public synchronized void appended(Event event, int partition, long offset) {
        for (MembershipChange change : event.memberships()) {
            Subscriber subscriber = subscribers.get(change.user());
            if (subscriber != null && change instanceof MembershipChange.Joined) {
                index.join(subscriber, event.conversation(), event.seq(), event.seq() - 1);
            }
        }
        Audience audience = index.audience(event.conversation());
        List<Subscriber> told = audience == null ? List.of() : give(audience, event);
        index.leaving(event, subscribers::get);
        if (audience != null) {
            tellShared(event.conversation(), audience);
        }
        told.forEach(this::release);
    }

    /// Hears of a newer summary. It must be in the table before.
    public synchronized void summarised(Summary summary) {
        Audience audience = index.audience(summary.conversation());
        SharedHead head = summary.fanout().shared();
        if (audience != null && head != null) {
            audience.share(head);
            tellShared(summary.conversation(), audience);
        }
    }

    /// Tells the counts of a conversation in read mode whose entries were given.
    private void tellShared(ConversationId conversation, Audience audience) {
        SharedHead head = audience.nextHead();
        if (head == null) {
            return;
        }
        for (Member member : audience.members()) {
            Subscriber subscriber = member.subscriber();
            MailboxLine line = subscriber.shared().advance(conversation, head);
            if (line != null) {
                if (member.looksOtherThan(line.session())) {
                    notices.changed(subscriber, line);
                }
                member.take(line.session());
                subscriber.tellCounts(line);
            }
        }
    }

    /// Gives an entry to everybody it concerns; the answer is those.
    private List<Subscriber> give(Audience audience, Event event) {
        boolean isNew = audience.give(event.seq(), event.ordinal());
        List<Subscriber> told = new ArrayList<>(audience.members().size());
        PushedEntry entry = null;
        for (Member member : audience.members()) {
            told.add(member.subscriber());
            if (isNew && event.seq() >= member.joinedSeq()) {
                for (Recipient recipient : member.subscriber().recipients()) {
                    entry = entry == null ? PushedEntry.of(encoded(event), event) : entry;
                    recipient.push(entry);
                }
            }
        }
        if ((event instanceof Event.SettingsChanged || event instanceof Event.RulesChanged) && !told.isEmpty()) {
            notices.changed(event.conversation(), event.seq(), told);
        }
        return told;
    }

    private EncodedEntry encoded(Event event) {
        return tail.find(event.conversation(), event.seq()).orElseGet(() -> EncodedEntry.of(event));
    }

    @Override
    public synchronized void changed(int partition, MailboxChanges changes) {
        for (MailboxChange change : changes.changes()) {
            Subscriber subscriber = subscribers.get(change.user());
            if (subscriber != null && change.session() != null) {
                subscriber.held().add(new Subscriber.Held(change, nanoTime.getAsLong()));
                release(subscriber);
            }
        }
    }

    /// Gives `heads` for entries that counts have waited for too long. To be called from time to time.
    public synchronized void tick() {
        for (Subscriber subscriber : List.copyOf(waiting)) {
            release(subscriber);
            Subscriber.Held first = subscriber.held().peek();
            while (first != null && waiting.contains(subscriber) && nanoTime.getAsLong() - first.since() > PATIENCE) {
                subscriber.held().remove();
                subscriber.giveHead(line(first.change()));
                apply(subscriber, first.change());
                release(subscriber);
                first = subscriber.held().peek();
            }
        }
    }

    /// Tells the changes whose entries were given, in order, up to the first whose entry wasn't.
    private void release(Subscriber subscriber) {
        if (subscriber.held().isEmpty() || subscriber.recipients().isEmpty()) {
            return;
        }
        waiting.remove(subscriber);
        while (!subscriber.held().isEmpty()) {
            MailboxChange change = subscriber.held().element().change();
            if (change.total().position() > subscriber.total.position() && !prepare(subscriber, line(change))) {
                waiting.add(subscriber);
                return;
            }
            subscriber.held().remove();
            apply(subscriber, change);
        }
    }

    /// Whether the entry that a change counts was given, or has been given up now.
    private boolean prepare(Subscriber subscriber, MailboxLine line) {
        Member member = subscriber.members().get(line.conversation());
        long seq = line.session().headSeq();
        if (member != null && seq <= member.headSeq()) {
            return true;
        }
        if (index.isLost(line.conversation(), seq)) {
            subscriber.giveHead(line);
        }
        return index.isGiven(line.conversation(), seq);
    }

    private void apply(Subscriber subscriber, MailboxChange change) {
        if (change.total().position() <= subscriber.total.position()) {
            return;
        }
        Session session = session(change);
        Session seen = subscriber.shared().take(change.conversation(), session, heads.apply(change.conversation()));
        MailboxLine line = new MailboxLine(change.conversation(), seen);
        subscriber.total = change.total();
        if (session.left()) {
            leave(subscriber, line);
        } else {
            stay(subscriber, line, session.headSeq());
        }
        subscriber.tellCounts(line);
    }

    private void leave(Subscriber subscriber, MailboxLine line) {
        Session session = line.session();
        Member member = subscriber.members().get(line.conversation());
        Subscriber.Departed departed = subscriber.departed().get(line.conversation());
        if (member != null && member.joinedSeq() < session.headSeq()) {
            index.leave(subscriber, line.conversation(), session.headSeq());
        } else if (departed == null || departed.leftSeq() != session.headSeq()) {
            subscriber.giveHead(line);
        }
        if (departed != null && departed.leftSeq() <= session.headSeq()) {
            subscriber.departed().remove(line.conversation());
        }
        if (!subscriber.members().containsKey(line.conversation())) {
            notices.changed(subscriber, line);
        }
    }

    private void stay(Subscriber subscriber, MailboxLine line, long headSeq) {
        Session session = line.session();
        Member member = index.join(subscriber, line.conversation(), session.joinedSeq());
        if (member == null || member.joinedSeq() > session.joinedSeq()) {
            // They are out again, or out and back; what follows says so.
            Subscriber.Departed departed = subscriber.departed().get(line.conversation());
            if (departed == null || !departed.covers(session)) {
                subscriber.giveHead(line);
            }
            return;
        }
        if (member.looksOtherThan(session)) {
            notices.changed(subscriber, line);
        }
        if (member.hasReadOn(session)) {
            subscriber
                    .recipients()
                    .forEach(recipient ->
                            recipient.read(line.conversation(), Map.of(subscriber.user(), session.readSeq())));
        }
        member.take(session, headSeq);
    }

    /// Tells every device of everybody in a conversation who is connected.
    public synchronized void tell(ConversationId conversation, BiConsumer<UserId, Recipient> telling) {
        index.tell(conversation, telling);
    }

    private static MailboxLine line(MailboxChange change) {
        return new MailboxLine(change.conversation(), session(change));
    }

    private static Session session(MailboxChange change) {
        return requireNonNull(change.session(), "session is null");
    }
}
