package io.hongyan.mailbox;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.UserId;
import java.util.function.Function;

/// Looks into mailboxes wherever they are: on this node, on the one that owns them, and in PostgreSQL while nobody
/// does. Thread-safe.
public final class MailboxLooks {

    private final MailboxView view;
    private final StoredMailboxes stored;

    public MailboxLooks(MailboxView view, StoredMailboxes stored) {
        this.view = view;
        this.stored = stored;
    }

    /// What was found; `isStale` where it comes from PostgreSQL, so that newer counts may be known already.
    record Found(MailboxSnapshot snapshot, boolean isStale) {}

    Found look(UserId user, Function<Mailbox, MailboxSnapshot> question) {
        try {
            return new Found(question.apply(view.of(user)), false);
        } catch (HongyanException failure) {
            if (failure.code() != ErrorCode.UNAVAILABLE) {
                throw failure;
            }
            return new Found(question.apply(stored.of(user)), true);
        }
    }
}
