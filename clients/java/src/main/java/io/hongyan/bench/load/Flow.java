package io.hongyan.bench.load;

import io.hongyan.bench.measure.Latency;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.HdrHistogram.Histogram;

/// The messages of one phase, from the moment each is due until everybody in its conversation has it.
///
/// Latency counts from the moment a message is due, not from when it was written: a generator that is held up
/// mustn't make the server look faster. Thread-safe.
public final class Flow {

    private static final long NANOS_PER_MICRO = 1_000;

    private final int number;
    private final Phase phase;
    private final List<Room> rooms;
    private final Faults faults;
    private final long begin;
    private final String[] clientIds;
    private final long[] seqs;

    /// A bit for each message and each member that is online, whether that member has it.
    private final long[] holders;

    /// How many words of [#holders] a message has.
    private final int stride;

    private final int[] copiesOf;
    private final long[] firstAt;
    private final BitSet answered = new BitSet();
    private final BitSet taken = new BitSet();
    private final Histogram acknowledgement = Latency.histogram();
    private final Histogram delivery = Latency.histogram();
    private final Histogram spread = Latency.histogram();
    private final Histogram last = Latency.histogram();
    private long copies;
    private long copiesDue;
    private int refusals;

    /// @param number tells this phase's messages from other phases'
    /// @param begin when the first message is due, on the clock of [System#nanoTime]
    Flow(int number, Phase phase, List<Room> rooms, Faults faults, long begin) {
        this.number = number;
        this.phase = phase;
        this.rooms = List.copyOf(rooms);
        this.faults = faults;
        this.begin = begin;
        this.clientIds = new String[phase.messages()];
        this.seqs = new long[phase.messages()];
        this.copiesOf = new int[phase.messages()];
        this.firstAt = new long[phase.messages()];
        int seats = rooms.stream().mapToInt(room -> room.online().size()).max().orElse(0);
        this.stride = (seats + Long.SIZE - 1) / Long.SIZE;
        this.holders = new long[Math.multiplyExact(phase.messages(), stride)];
    }

    int number() {
        return number;
    }

    Phase phase() {
        return phase;
    }

    long due(int index) {
        return begin + phase.due(index);
    }

    Room room(int index) {
        return rooms.get((int) Long.remainderUnsigned(mixed(index), rooms.size()));
    }

    Participant sender(int index) {
        List<Participant> members = room(index).online();
        return members.get((int) Long.remainderUnsigned(mixed(~index), members.size()));
    }

    /// Scatters neighbours (the finalizer of SplitMix64), the same in every run.
    private long mixed(int index) {
        long z = (((long) number << Integer.SIZE) + index) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// The id of message `index`, made at `millis` if it hasn't been sent before.
    synchronized String clientId(int index, long millis) {
        if (clientIds[index] == null) {
            clientIds[index] = Numbering.clientId(millis, number, index);
            copiesDue += room(index).online().size() - 1;
        }
        return clientIds[index];
    }

    /// Message `index` was answered with its number. A retry's answer, a duplicate, may overtake the first one.
    synchronized void acknowledge(int index, long seq, boolean duplicate, long now) {
        ensureNumber(index, seq);
        if (!duplicate) {
            if (taken.get(index)) {
                faults.add("message %d of phase %d was taken twice".formatted(index, number));
            }
            taken.set(index);
        }
        if (!answered.get(index)) {
            answered.set(index);
            acknowledgement.recordValue((now - due(index)) / NANOS_PER_MICRO);
        }
    }

    /// Message `index` came to the member at `position` of its conversation.
    synchronized void deliver(int index, int position, long seq, long now) {
        ensureNumber(index, seq);
        int word = index * stride + position / Long.SIZE;
        long holder = 1L << position;
        if ((holders[word] & holder) != 0) {
            faults.add("message %d of phase %d came twice under different numbers".formatted(index, number));
            return;
        }
        holders[word] |= holder;
        copies++;
        copiesOf[index]++;
        long micros = (now - due(index)) / NANOS_PER_MICRO;
        delivery.recordValue(micros);
        if (copiesOf[index] == 1) {
            firstAt[index] = now;
        }
        if (copiesOf[index] == room(index).online().size() - 1) {
            last.recordValue(micros);
            spread.recordValue((now - firstAt[index]) / NANOS_PER_MICRO);
        }
    }

    private void ensureNumber(int index, long seq) {
        if (seqs[index] == 0) {
            seqs[index] = seq;
        } else if (seqs[index] != seq) {
            faults.add("message %d of phase %d is number %d and %d".formatted(index, number, seqs[index], seq));
        }
    }

    synchronized void refuse() {
        refusals++;
    }

    synchronized int refusals() {
        return refusals;
    }

    /// Those of the first `sent` messages that wait for an answer.
    synchronized List<Integer> unanswered(int sent) {
        List<Integer> unanswered = new ArrayList<>();
        for (int i = answered.nextClearBit(0); i < sent; i = answered.nextClearBit(i + 1)) {
            unanswered.add(i);
        }
        return unanswered;
    }

    /// Where things stand.
    synchronized Standing standing() {
        return new Standing(answered.cardinality(), copies, copiesDue);
    }

    /// How much has been acknowledged and delivered; `copiesDue` counts what has been sent.
    record Standing(int acknowledged, long copies, long copiesDue) {}

    synchronized Histogram acknowledgement() {
        return acknowledgement.copy();
    }

    synchronized Histogram delivery() {
        return delivery.copy();
    }

    /// From the first of those that are online to the last.
    synchronized Histogram spread() {
        return spread.copy();
    }

    /// Until the last of those that are online has a message.
    synchronized Histogram last() {
        return last.copy();
    }
}
