package io.hongyan.bench;

import java.util.Arrays;
import java.util.List;

/// A conversation of the benchmark, who is in it, and which message has which number. Thread-safe.
///
/// What its members are told of numbers comes together here, so that a number that was given twice shows even where
/// each member has seen it once.
final class Room {

    /// A message remembers in the bits of an int who has it.
    static final int MAX_MEMBERS = Integer.SIZE;

    private static final int NOT_GIVEN = 0;
    private static final int SOME = 1_024;

    private final String conversationId;
    private final List<Participant> members;

    /// By seq, the message that has it, or [#NOT_GIVEN].
    private long[] messages = new long[SOME];

    Room(String conversationId, List<Participant> members) {
        if (members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException("a room has at most " + MAX_MEMBERS + " members");
        }
        this.conversationId = conversationId;
        this.members = List.copyOf(members);
    }

    String conversationId() {
        return conversationId;
    }

    List<Participant> members() {
        return members;
    }

    /// Notes that message `index` of a phase has the number `seq`; false where another message has it.
    synchronized boolean number(int phase, int index, long seq) {
        int place = Math.toIntExact(seq);
        if (place >= messages.length) {
            messages = Arrays.copyOf(messages, Math.max(place + 1, 2 * messages.length));
        }
        // Phases count from 0, and 0 means that the number wasn't given.
        long message = ((phase + 1L) << Integer.SIZE) | index;
        if (messages[place] == NOT_GIVEN) {
            messages[place] = message;
        }
        return messages[place] == message;
    }
}
