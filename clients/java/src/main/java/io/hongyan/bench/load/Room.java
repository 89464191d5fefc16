package io.hongyan.bench.load;

import java.util.Arrays;
import java.util.List;

/// A conversation of the benchmark, who of its members is online, and which message has which number. Thread-safe.
///
/// What its members are told of numbers comes together here, so that a number that was given twice shows even where
/// each member has seen it once.
public final class Room {

    private static final int NOT_GIVEN = 0;
    private static final int SOME = 1_024;

    private final String conversationId;
    private final List<Participant> online;
    private final List<Participant> offline;

    /// By seq, the message that has it, or [#NOT_GIVEN].
    private long[] messages = new long[SOME];

    private int numbered;

    public Room(String conversationId, List<Participant> online, List<Participant> offline) {
        this.conversationId = conversationId;
        this.online = List.copyOf(online);
        this.offline = List.copyOf(offline);
    }

    public String conversationId() {
        return conversationId;
    }

    /// Those that have a socket; they send, and are pushed what others send.
    public List<Participant> online() {
        return online;
    }

    /// Those that only have a mailbox.
    public List<Participant> offline() {
        return offline;
    }

    /// How many messages have been numbered.
    public synchronized int numbered() {
        return numbered;
    }

    /// Notes that message `index` of a phase has the number `seq`; false where another message has it.
    public synchronized boolean number(int phase, int index, long seq) {
        int place = Math.toIntExact(seq);
        if (place >= messages.length) {
            messages = Arrays.copyOf(messages, Math.max(place + 1, 2 * messages.length));
        }
        // Phases count from 0, and 0 means that the number wasn't given.
        long message = ((phase + 1L) << Integer.SIZE) | index;
        if (messages[place] == NOT_GIVEN) {
            messages[place] = message;
            numbered++;
        }
        return messages[place] == message;
    }
}
