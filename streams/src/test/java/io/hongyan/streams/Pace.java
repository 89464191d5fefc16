package io.hongyan.streams;

import io.hongyan.streams.mailbox.Session;
import java.util.Random;
import java.util.function.ToIntFunction;

/// How much happens among how many in a history: the first `speakers` speak, and `kind` draws what each step is.
record Pace(int users, int speakers, int conversations, int steps, ToIntFunction<Random> kind) {

    /// Kinds of steps, and how many there are.
    static final int SEND = 0;

    static final int JOIN = 10;
    static final int CREATE = 15;
    static final int RECALL = 24;
    private static final int KINDS = 35;

    static final Pace USUAL = new Pace(6, 6, 3, 250, random -> random.nextInt(KINDS));

    /// Many conversations, of which a share is some.
    static final Pace WIDE = new Pace(6, 6, 12, 250, random -> random.nextInt(KINDS));

    /// A few people who say far more than they read, but for one who only listens, and take much of it back, until
    /// every bound is reached.
    static final Pace ENDLESS = new Pace(3, 2, 1, 9_000, Pace::kindWithoutEnd);

    boolean isEndless() {
        return steps > Session.MAX_EXCLUDED;
    }

    private static int kindWithoutEnd(Random random) {
        int draw = random.nextInt(100);
        if (draw < 70) {
            return SEND;
        } else if (draw < 98) {
            return RECALL;
        }
        return draw < 99 ? JOIN : CREATE;
    }
}
