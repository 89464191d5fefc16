package io.hongyan.log.bench;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Session;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.HdrHistogram.Histogram;

import static java.util.Objects.requireNonNull;

/// The messages of one phase, from when each is due until it is in the mailboxes of all members. Thread-safe.
final class Flow {

    private static final double SECOND = 1e9;
    private static final long MICRO = 1_000;
    private static final int DIGITS = 3;

    /// Between two commits, which are at least 50 ms apart, nothing comes for so long.
    private static final long PAUSE = 20_000_000;

    /// As long, in UTF-8, as those of the load tool are on average.
    private static final Content TEXT = new Content(
            "text", "{\"text\":\"Yes, the one with the heron is wonderful. Who took it?\"}", null, Mentions.NOBODY);

    /// One of the messages; `seq` is what its event must have.
    private record Message(Room room, UserId sender, long seq) {}

    private final String phase;
    private final double rate;
    private final Faults faults;
    private final List<Message> messages = new ArrayList<>();
    /// By conversation, where in [#messages] its messages are, in their order.
    private final Map<ConversationId, List<Integer>> places = new HashMap<>();

    private final BitSet answered = new BitSet();
    private final int[] missing;
    private final long[] doneAt;
    private final Histogram events = new Histogram(DIGITS);
    private final Histogram mailboxes = new Histogram(DIGITS);
    private long begin;
    private int done;
    private long records;
    private long deliveries;

    /// @param count how many messages; each is for a room and from one of its senders by chance, the same in every run
    /// @param rate how many are due in a second; 0 where all are due at once
    Flow(String phase, List<Room> rooms, int count, double rate, Faults faults) {
        this.phase = phase;
        this.rate = rate;
        this.faults = faults;
        this.missing = new int[count];
        this.doneAt = new long[count];
        SplittableRandom random = new SplittableRandom(count);
        for (int i = 0; i < count; i++) {
            Room room = rooms.get(random.nextInt(rooms.size()));
            UserId sender = room.members().get(random.nextInt(room.senders()));
            messages.add(new Message(room, sender, room.next()));
            places.computeIfAbsent(room.id(), _ -> new ArrayList<>()).add(i);
            missing[i] = room.members().size();
        }
    }

    String phase() {
        return phase;
    }

    int count() {
        return messages.size();
    }

    /// The command that sends message `index`.
    Command command(int index, MessageId id) {
        Message message = messages.get(index);
        String clientId = new UUID(id.value(), index).toString();
        return new Command.Send(message.room().id(), message.sender(), clientId, id, TEXT);
    }

    /// The first message is due at `now`, on the clock of [System#nanoTime].
    synchronized void begin(long now) {
        begin = now;
    }

    /// When message `index` is due.
    synchronized long due(int index) {
        return rate == 0 ? begin : begin + Math.round(index * SECOND / rate);
    }

    /// The command of message `index` was answered.
    synchronized void answered(int index, Answer answer, long now) {
        Message message = messages.get(index);
        if (!(answer instanceof Event.MessageSent sent) || sent.seq() != message.seq()) {
            faults.add("message %d of %s was answered %s, and not with number %d"
                    .formatted(index, phase, answer, message.seq()));
        } else if (answered.get(index)) {
            faults.add("message %d of %s was answered twice".formatted(index, phase));
        } else {
            answered.set(index);
            record(events, index, now);
        }
    }

    /// What one record has changed by an entry.
    synchronized void arrived(List<MailboxChange> changes, long now) {
        records++;
        deliveries += changes.size();
        for (MailboxChange change : changes) {
            int index = index(change);
            if (index < 0 || missing[index] == 0) {
                faults.add("the mailbox of %s has number %d of %s, which nobody sent them in %s"
                        .formatted(change.user(), head(change), change.conversation(), phase));
                continue;
            }
            missing[index]--;
            if (missing[index] == 0) {
                doneAt[done] = now;
                done++;
                record(mailboxes, index, now);
            }
        }
    }

    private void record(Histogram micros, int index, long now) {
        if (rate > 0) {
            micros.recordValue(Math.max(0, now - due(index)) / MICRO);
        }
    }

    private int index(MailboxChange change) {
        List<Integer> here = places.getOrDefault(change.conversation(), List.of());
        if (here.isEmpty()) {
            return -1;
        }
        long place = head(change) - messages.get(here.getFirst()).seq();
        return place < 0 || place >= here.size() ? -1 : here.get((int) place);
    }

    private static long head(MailboxChange change) {
        Session session = requireNonNull(change.session(), "an entry changes a session");
        return session.headSeq();
    }

    /// How many are in all mailboxes.
    synchronized int done() {
        return done;
    }

    /// How many deliveries there were, which grow also while no message is in all mailboxes.
    synchronized long deliveries() {
        return deliveries;
    }

    synchronized int answered() {
        return answered.cardinality();
    }

    /// Compares what has come with what was sent.
    ///
    /// @param unread what each mailbox says its owner hasn't read, who had read all before this phase
    synchronized void check(Map<UserId, Long> unread) {
        if (answered.cardinality() < count()) {
            faults.add("%d of %d messages of %s have no event: message %d is the first of them"
                    .formatted(count() - answered.cardinality(), count(), phase, answered.nextClearBit(0)));
        }
        if (done < count()) {
            faults.add("%d of %d messages of %s aren't in all mailboxes".formatted(count() - done, count(), phase));
        }
        Map<UserId, Long> sent = new HashMap<>();
        for (Message message : messages) {
            for (UserId member : message.room().members()) {
                sent.merge(member, member.equals(message.sender()) ? 0L : 1L, Long::sum);
            }
        }
        sent.forEach((member, count) -> {
            long counted = unread.getOrDefault(member, -1L);
            if (counted != count) {
                faults.add("%s was sent %d messages in %s, and has %d unread".formatted(member, count, phase, counted));
            }
        });
    }

    /// What it showed, if everything has come.
    synchronized Figure figure(Usage used) {
        double perSecond = perSecond();
        return new Figure(
                phase,
                count(),
                perSecond,
                perSecond * deliveries / count(),
                (double) deliveries / records,
                (doneAt[count() - 1] - begin) / SECOND,
                events.copy(),
                mailboxes.copy(),
                used);
    }

    /// How many messages came in a second after those of the first commit. They come in bursts, a commit each, and
    /// how long the topologies had worked for the first isn't seen. Where there is little else, all count from the
    /// beginning.
    private double perSecond() {
        int first = 1;
        while (first < done && doneAt[first] - doneAt[first - 1] < PAUSE) {
            first++;
        }
        long last = doneAt[done - 1];
        return first > done / 2 ? done * SECOND / (last - begin) : (done - first) * SECOND / (last - doneAt[first - 1]);
    }
}
