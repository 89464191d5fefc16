package io.hongyan.gateway.push;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.mailbox.Session;

/// A connected user in one of their conversations. Guarded by [Subscriptions].
final class Member {

    private static final int UNKNOWN = -1;

    private final Subscriber subscriber;
    private final ConversationId conversation;
    private long joinedSeq;
    /// Where the member stands in its [Audience].
    int place;
    /// Every entry up to this one was in the mailbox that the user syncs from.
    private long headSeq;
    private long readSeq;
    private int settings = UNKNOWN;

    Member(Subscriber subscriber, ConversationId conversation, long joinedSeq) {
        this.subscriber = subscriber;
        this.conversation = conversation;
        this.joinedSeq = joinedSeq;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    ConversationId conversation() {
        return conversation;
    }

    /// The first entry that concerns them.
    long joinedSeq() {
        return joinedSeq;
    }

    /// They are a member anew since `seq`, unless that is what is known.
    void rejoin(long seq) {
        if (seq > joinedSeq) {
            joinedSeq = seq;
            settings = UNKNOWN;
        }
    }

    long headSeq() {
        return headSeq;
    }

    /// Takes over what the mailbox has, as it is shown, with every entry up to its head.
    void take(Session session) {
        take(session, session.headSeq());
    }

    /// The same where only the entries up to `headSeq` are sure to be in the mailbox.
    void take(Session session, long headSeq) {
        this.headSeq = headSeq;
        readSeq = session.readSeq();
        settings = settings(session);
    }

    /// Whether the user has read on. Joining doesn't count as reading.
    boolean hasReadOn(Session session) {
        return settings != UNKNOWN && readSeq < session.readSeq();
    }

    /// Whether the user sees the conversation otherwise than before: its entries and counts aside.
    boolean looksOtherThan(Session session) {
        return settings != settings(session);
    }

    private static int settings(Session session) {
        int settings = session.role().ordinal();
        for (boolean flag : new boolean[] {
            session.muted(), session.pinned(), session.hidden(), session.markedUnread(), session.left()
        }) {
            settings = 2 * settings + (flag ? 1 : 0);
        }
        return settings;
    }
}
