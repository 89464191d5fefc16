package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Codec;
import io.hongyan.streams.log.Compact;
import io.hongyan.streams.log.CompactReader;
import io.hongyan.streams.log.CompactWriter;
import io.hongyan.streams.log.Smile;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static io.hongyan.streams.log.CompactReader.one;

/// How what comes and changes with every message in every mailbox is written.
///
/// Many mailboxes that a message changes at once look nearly the same. So each is written as its difference to the
/// one before it, so that most of its numbers take a byte. Of roles, effects and causes the ordinal is written:
/// their order is for ever.
public final class MailboxCodecs {

    private static final List<Role> ROLES = List.of(Role.values());
    private static final List<Effect> EFFECTS = List.of(Effect.values());
    private static final List<Cause> CAUSES = List.of(Cause.values());

    public static final Codec<Delivery> DELIVERIES =
            new Compact<>(MailboxCodecs::write, MailboxCodecs::delivery, Smile.of(Delivery.class)::decode);
    public static final Codec<MailboxChanges> CHANGES =
            new Compact<>(MailboxCodecs::write, MailboxCodecs::changes, Smile.of(MailboxChanges.class)::decode);

    static final Codec<Session> SESSIONS = new Compact<>(
            (to, session) -> write(to, session, Session.NONE),
            from -> session(from, from.number(), Session.NONE),
            Smile.of(Session.class)::decode);
    static final Codec<Total> TOTALS = new Compact<>(
            (to, total) -> write(to, total, Total.EMPTY),
            from -> total(from, Total.EMPTY),
            Smile.of(Total.class)::decode);

    private static final Codec<Cause> CAUSE = new Compact<>(
            (to, cause) -> to.number(cause.ordinal()),
            from -> one(CAUSES, from.number()),
            bytes -> CHANGES.decode(bytes).cause());
    private static final Codec<FanoutState> FANOUTS = Smile.of(FanoutState.class);

    /// What is written in place of a session's flags where there is no session.
    private static final long NO_SESSION = -1;

    /// The bits of a session's flags; the lowest two are its role.
    private static final int MUTED = 4;

    private static final int PINNED = 8;
    private static final int HIDDEN = 16;
    private static final int MARKED_UNREAD = 32;
    private static final int LEFT = 64;

    /// The bits of a delivery's flags; the lowest two are its role, counted from 1, or 0 for none.
    private static final int EVERYBODY = 4;

    private static final int WITH_TARGET = 8;
    private static final int WITH_FANOUT = 16;

    private MailboxCodecs() {}

    /// What caused some encoded changes, without decoding them.
    ///
    /// @throws org.apache.kafka.common.errors.SerializationException if they aren't any
    public static Cause cause(byte[] changes) {
        return CAUSE.decode(changes);
    }

    private static void write(CompactWriter to, Delivery delivery) {
        Role role = delivery.role();
        Delivery.Target target = delivery.target();
        FanoutState fanout = delivery.fanout();
        to.number(delivery.effect().ordinal());
        to.number((role == null ? 0 : role.ordinal() + 1)
                | (delivery.everybody() ? EVERYBODY : 0)
                | (target == null ? 0 : WITH_TARGET)
                | (fanout == null ? 0 : WITH_FANOUT));
        to.number(delivery.conversation().value());
        to.number(delivery.seq());
        to.number(delivery.ordinal());
        to.number(delivery.at());
        to.number(delivery.actor().value());
        to.numbers(delivery.mentioned(), UserId::value);
        to.numbers(delivery.recipients(), UserId::value);
        if (target != null) {
            to.number(target.seq());
            to.number(target.ordinal());
        }
        if (fanout != null) {
            to.bytes(FANOUTS.encode(fanout));
        }
    }

    private static Delivery delivery(CompactReader from) {
        Effect effect = one(EFFECTS, from.number());
        long flags = from.number();
        long role = flags & 3;
        return new Delivery(
                new ConversationId(from.number()),
                from.number(),
                from.number(),
                from.number(),
                new UserId(from.number()),
                effect,
                role == 0 ? null : one(ROLES, role - 1),
                (flags & EVERYBODY) != 0,
                from.numbers(UserId::new),
                from.numbers(UserId::new),
                (flags & WITH_TARGET) == 0 ? null : new Delivery.Target(from.number(), from.number()),
                (flags & WITH_FANOUT) == 0 ? null : FANOUTS.decode(from.bytes()));
    }

    private static void write(CompactWriter to, MailboxChanges changes) {
        to.number(changes.cause().ordinal());
        to.number(changes.changes().size());
        long user = 0;
        long conversation = 0;
        Session session = Session.NONE;
        Total total = Total.EMPTY;
        for (MailboxChange change : changes.changes()) {
            to.number(change.user().value() - user);
            to.number(change.conversation().value() - conversation);
            user = change.user().value();
            conversation = change.conversation().value();
            Session changed = change.session();
            if (changed == null) {
                to.number(NO_SESSION);
            } else {
                write(to, changed, session);
                session = changed;
            }
            write(to, change.total(), total);
            total = change.total();
        }
    }

    private static MailboxChanges changes(CompactReader from) {
        Cause cause = one(CAUSES, from.number());
        int count = from.count();
        List<MailboxChange> changes = new ArrayList<>(count);
        long user = 0;
        long conversation = 0;
        Session session = Session.NONE;
        Total total = Total.EMPTY;
        for (int i = 0; i < count; i++) {
            user += from.number();
            conversation += from.number();
            long flags = from.number();
            @Nullable Session changed = flags == NO_SESSION ? null : session(from, flags, session);
            session = changed == null ? session : changed;
            total = total(from, total);
            changes.add(new MailboxChange(new UserId(user), new ConversationId(conversation), changed, total));
        }
        return new MailboxChanges(cause, changes);
    }

    /// Writes `session` as its difference to `last`.
    private static void write(CompactWriter to, Session session, Session last) {
        to.number(session.role().ordinal()
                | (session.muted() ? MUTED : 0)
                | (session.pinned() ? PINNED : 0)
                | (session.hidden() ? HIDDEN : 0)
                | (session.markedUnread() ? MARKED_UNREAD : 0)
                | (session.left() ? LEFT : 0));
        to.number(session.joinedSeq() - last.joinedSeq());
        to.number(session.headSeq() - last.headSeq());
        to.number(session.headOrdinal() - last.headOrdinal());
        to.number(session.headSeq() - session.messageSeq());
        to.number(session.at() - last.at());
        to.number(session.readSeq() - last.readSeq());
        to.number(session.readOrdinal() - last.readOrdinal());
        to.bytes(session.excluded().packed());
        to.numbers(session.mentions(), Long::longValue);
        to.numbers(session.mentionOrdinals(), Long::longValue);
        to.number(session.generation() - last.generation());
        to.number(session.hiddenSeq());
    }

    private static Session session(CompactReader from, long flags, Session last) {
        long joinedSeq = last.joinedSeq() + from.number();
        long headSeq = last.headSeq() + from.number();
        return new Session(
                one(ROLES, flags & 3),
                joinedSeq,
                headSeq,
                last.headOrdinal() + from.number(),
                headSeq - from.number(),
                last.at() + from.number(),
                last.readSeq() + from.number(),
                last.readOrdinal() + from.number(),
                Intervals.unpacked(from.bytes()),
                from.numbers(Long::valueOf),
                from.numbers(Long::valueOf),
                (flags & MUTED) != 0,
                (flags & PINNED) != 0,
                (flags & HIDDEN) != 0,
                (flags & MARKED_UNREAD) != 0,
                (flags & LEFT) != 0,
                last.generation() + from.number(),
                from.number());
    }

    private static void write(CompactWriter to, Total total, Total last) {
        to.number(total.position() - last.position());
        to.number(total.unread());
        to.number(total.mentions());
        to.number(total.version() - total.position());
    }

    private static Total total(CompactReader from, Total last) {
        long position = last.position() + from.number();
        return new Total(position, from.number(), from.number(), position + from.number());
    }
}
