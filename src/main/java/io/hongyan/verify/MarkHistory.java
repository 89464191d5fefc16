package io.hongyan.verify;

import io.hongyan.streams.mailbox.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The marks that one user made in one conversation, as the log has them, applied again one after the other.
final class MarkHistory {

    /// A mark that close to coming in again may have reached the mailbox before or after it: nobody can tell.
    private static final long UNCERTAIN_MS = 60_000;

    private record Made(Mark mark, long at) {}

    /// What the marks come to. `atLeast` is where hiding read up to, which may have been further by the mailbox's head.
    record Marks(long readSeq, long atLeast, boolean muted, boolean pinned, boolean markedUnread) {}

    private final List<Made> made = new ArrayList<>();

    /// Adds a mark; one that reads on right after one that reads says what both say.
    void add(Mark mark, long at) {
        if (mark instanceof Mark.Read read && !made.isEmpty() && made.getLast().mark() instanceof Mark.Read before) {
            made.removeLast();
            made.add(new Made(read.seq() < before.seq() ? before : read, at));
        } else {
            made.add(new Made(mark, at));
        }
    }

    /// What they come to for whoever came in by the entry `joinedSeq` at that time; empty where it can't be told which
    /// of them were before it.
    Optional<Marks> since(Membership membership, long head) {
        long joinedSeq = membership.joinedSeq(head);
        long joinedAt = membership.joinedAt(head);
        Marks marks = new Marks(joinedSeq, joinedSeq, false, false, false);
        for (Made one : made) {
            boolean ahead = one.mark() instanceof Mark.Read read && read.seq() > joinedSeq;
            if (membership.isAgain(head) && Math.abs(one.at() - joinedAt) < UNCERTAIN_MS) {
                return Optional.empty();
            }
            if (one.at() >= joinedAt || ahead) {
                marks = after(marks, one.mark());
            }
        }
        return Optional.of(marks);
    }

    private static Marks after(Marks marks, Mark mark) {
        return switch (mark) {
            case Mark.Read read ->
                new Marks(
                        Math.max(marks.readSeq(), read.seq()),
                        Math.max(marks.atLeast(), read.seq()),
                        marks.muted(),
                        marks.pinned(),
                        false);
            case Mark.Unread _ -> new Marks(marks.readSeq(), marks.atLeast(), marks.muted(), marks.pinned(), true);
            case Mark.Settings settings -> {
                boolean hides = Boolean.TRUE.equals(settings.hidden());
                yield new Marks(
                        hides ? Long.MAX_VALUE : marks.readSeq(),
                        hides ? Math.max(marks.atLeast(), settings.headSeq()) : marks.atLeast(),
                        settings.muted() == null ? marks.muted() : settings.muted(),
                        settings.pinned() == null ? marks.pinned() : settings.pinned(),
                        !hides && marks.markedUnread());
            }
        };
    }
}
