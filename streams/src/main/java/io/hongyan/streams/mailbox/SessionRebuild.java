package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import java.util.List;

/// Makes a session anew from what is known of it elsewhere, within the bounds of every session. Used by one thread.
public final class SessionRebuild {

    private final SessionChange change;

    /// @param head where the conversation stands
    /// @param message the last countable message since joining, 0 for none; `at` its time, or that of joining
    public SessionRebuild(Role role, long joinedSeq, Point head, long message, long at, Point read, Own own) {
        change = new SessionChange(new Session(
                role,
                joinedSeq,
                head.seq(),
                head.ordinal(),
                message,
                at,
                read.seq(),
                read.ordinal(),
                Intervals.NONE,
                List.of(),
                List.of(),
                own.muted(),
                own.pinned(),
                own.hidden(),
                own.markedUnread(),
                false,
                0,
                own.hidden() ? head.seq() : 0));
    }

    /// An entry, and how many countable messages there are up to it.
    public record Point(long seq, long ordinal) {}

    /// How the user has the conversation.
    public record Own(boolean muted, boolean pinned, boolean hidden, boolean markedUnread) {

        public static final Own PLAIN = new Own(false, false, false, false);
    }

    /// A message that doesn't count for the user: their own, or a recalled one.
    public void exclude(long ordinal) {
        change.exclude(ordinal);
    }

    /// A message that mentions the user.
    public void mention(long seq, long ordinal) {
        change.mention(seq, ordinal);
    }

    public Session session() {
        return change.done();
    }
}
