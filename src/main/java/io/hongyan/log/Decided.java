package io.hongyan.log;

import io.hongyan.streams.engine.NumberingException;

/// The decisions on the commands of one partition, as this node heard them. Used by one thread.
///
/// Decisions are heard before their transaction is committed. After a crash the same commands are decided again, and
/// the log then has those decisions twice: the second is a repeat, and it must be the same one.
final class Decided {

    /// The decisions of an open transaction, and so of one that can be repeated, are far fewer.
    private static final int REMEMBERED = 1 << 14;

    private final long[] commands = new long[REMEMBERED];
    private final int[] decisions = new int[REMEMBERED];
    private long last = -1;

    /// Whether `command`, at this offset of its partition, is heard of for the first time.
    ///
    /// @param decision a hash of what was decided
    /// @throws NumberingException if it was decided otherwise before
    boolean isFirst(long command, int decision) {
        int slot = (int) (command & (REMEMBERED - 1));
        if (command > last) {
            last = command;
            commands[slot] = command;
            decisions[slot] = decision;
            return true;
        }
        if (commands[slot] == command && decisions[slot] != decision) {
            throw new NumberingException("the command at offset " + command
                    + " was decided anew and otherwise, and clients may have seen the first decision: "
                    + NumberingException.REMEDY);
        }
        return false;
    }
}
