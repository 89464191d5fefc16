package io.hongyan.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When one user came into one conversation and went out of it, as the log has it.
final class Membership {

    /// By the entry `seq`, at a time in milliseconds since 1970.
    private record Turn(long seq, long at, boolean joined) {}

    private final List<Turn> turns = new ArrayList<>();

    void joined(long seq, long at) {
        turns.add(new Turn(seq, at, true));
    }

    void gone(long seq, long at) {
        turns.add(new Turn(seq, at, false));
    }

    /// The seq of the last turn up to the entry `head`; 0 for none.
    long lastSeq(long head) {
        Turn last = last(head);
        return last == null ? 0 : last.seq();
    }

    /// The entry that brought the user in who is a member at the entry `head`; 0 for whoever isn't one then.
    long joinedSeq(long head) {
        Turn last = last(head);
        return last == null || !last.joined() ? 0 : last.seq();
    }

    /// When the user, who is a member at the entry `head`, came in.
    long joinedAt(long head) {
        Turn last = last(head);
        return last == null ? 0 : last.at();
    }

    /// Whether they had been in before.
    boolean isAgain(long head) {
        return turns.stream().filter(turn -> turn.seq() <= head).count() > 1;
    }

    private @Nullable Turn last(long head) {
        for (Turn turn : turns.reversed()) {
            if (turn.seq() <= head) {
                return turn;
            }
        }
        return null;
    }
}
