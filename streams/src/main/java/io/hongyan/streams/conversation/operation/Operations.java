package io.hongyan.streams.conversation.operation;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Recalled;
import io.hongyan.streams.conversation.Refusal;
import io.hongyan.streams.conversation.Role;
import org.jspecify.annotations.Nullable;

import static io.hongyan.streams.conversation.Refusal.CONFLICT;
import static io.hongyan.streams.conversation.Refusal.FORBIDDEN;
import static io.hongyan.streams.conversation.Refusal.GONE;
import static io.hongyan.streams.conversation.Refusal.INVALID;

/// Decides operations on messages, as pure as all decisions. What is so already is answered with the entry that made
/// it so, also where it couldn't be done any more.
public final class Operations {

    /// How many messages of a conversation may be pinned.
    public static final int MAX_PINNED = 50;

    /// How many emojis a message may be reacted to with, about: those that are on their way together aren't counted.
    public static final int MAX_EMOJIS = 20;

    private final Place place;
    private final OperationLedger ledger;

    private Operations(Place place, OperationLedger ledger) {
        this.place = place;
        this.ledger = ledger;
    }

    /// The answer to an operation of a member. An edit that was answered before doesn't come here.
    public static Answer decide(Command.Operation operation, Place place, OperationLedger ledger) {
        Operations operations = new Operations(place, ledger);
        if (operation.target().seq() > place.seq()) {
            return refused(INVALID, "the message doesn't exist");
        }
        return switch (operation) {
            case Command.Recall recall -> operations.recall(recall);
            case Command.Edit edit -> operations.edit(edit);
            case Command.React react -> operations.react(react);
            case Command.Pin pin -> operations.pin(pin);
        };
    }

    /// Whoever may recall it learns also long after that it was; the time only limits what isn't done yet.
    private Answer recall(Command.Recall recall) {
        MessageTarget target = recall.target();
        boolean above = place.role().outranks(Role.MEMBER);
        if (!above && !target.sender().equals(recall.actor())) {
            return refused(FORBIDDEN, "only its sender, the owner and admins recall a message");
        }
        Recalled before = recalled(recall);
        if (before != null) {
            return new Outcome.DoneBefore(before.seq(), target.seq(), before.at());
        }
        if (!above && isOlder(target, recall.withinMs())) {
            return refused(FORBIDDEN, "it was sent too long ago to be recalled");
        }
        return new Event.MessageRecalled(
                recall.conversation(), nextSeq(), place.ordinal(), place.at(), recall.actor(), target);
    }

    private Answer edit(Command.Edit edit) {
        MessageTarget target = edit.target();
        if (!target.sender().equals(edit.actor())) {
            return refused(FORBIDDEN, "only its sender edits a message");
        }
        if (recalled(edit) != null) {
            return gone();
        }
        if (isOlder(target, edit.withinMs())) {
            return refused(FORBIDDEN, "it was sent too long ago to be edited");
        }
        return new Event.MessageEdited(
                edit.conversation(),
                nextSeq(),
                place.ordinal(),
                place.at(),
                edit.actor(),
                target,
                edit.clientId(),
                edit.kind(),
                edit.body());
    }

    private Answer react(Command.React react) {
        MessageTarget target = react.target();
        Reacted known = ledger.reacted(target.seq(), react.actor(), react.emoji());
        Reacted before = known == null ? react.before() : known;
        if (before == null ? !react.on() : before.on() == react.on()) {
            return before == null ? asSent(target) : new Outcome.DoneBefore(before.seq(), target.seq(), before.at());
        }
        if (recalled(react) != null) {
            return gone();
        }
        if (react.on() && react.others() >= MAX_EMOJIS) {
            return refused(CONFLICT, "a message has reactions with at most " + MAX_EMOJIS + " emojis");
        }
        return new Event.MessageReacted(
                react.conversation(),
                nextSeq(),
                place.ordinal(),
                place.at(),
                react.actor(),
                target,
                react.emoji(),
                react.on());
    }

    private Answer pin(Command.Pin pin) {
        MessageTarget target = pin.target();
        if (place.kind() == ConversationKind.GROUP && !place.role().outranks(Role.MEMBER)) {
            return refused(FORBIDDEN, "only the owner and admins of a group pin messages");
        }
        if (place.pinned().contains(target.seq()) == pin.on()) {
            return asSent(target);
        }
        if (recalled(pin) != null) {
            return gone();
        }
        if (pin.on() && place.pinned().size() >= MAX_PINNED) {
            return refused(CONFLICT, "at most " + MAX_PINNED + " messages are pinned");
        }
        return new Event.MessagePinned(
                pin.conversation(), nextSeq(), place.ordinal(), place.at(), pin.actor(), target, pin.on());
    }

    /// It is so already, and no other entry than the message itself is known to say so.
    private static Outcome asSent(MessageTarget target) {
        return new Outcome.DoneBefore(target.seq(), target.seq(), target.at());
    }

    private @Nullable Recalled recalled(Command.Operation operation) {
        return operation.recalled() == null ? ledger.recalled(operation.target().seq()) : operation.recalled();
    }

    private boolean isOlder(MessageTarget target, long withinMs) {
        return place.now() - target.at() > withinMs;
    }

    private long nextSeq() {
        return place.seq() + 1;
    }

    private static Outcome gone() {
        return refused(GONE, "the message was recalled");
    }

    private static Outcome refused(Refusal reason, String detail) {
        return new Outcome.Refused(reason, detail);
    }
}
