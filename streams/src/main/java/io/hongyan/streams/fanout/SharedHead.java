package io.hongyan.streams.fanout;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Intervals;
import java.util.List;
import java.util.stream.Stream;

/// What all readers of a conversation in read mode have in common: where it stands, and what happened in this
/// `generation` and the latest before it that would otherwise be in each mailbox. Immutable.
///
/// `messageSeq` and `messageAt` are of the last countable message in read mode, 0 for none; `recalled` are ordinals
/// of recalled messages, `everybody` the messages that mention all, ascending. `latest` says who sent the last few
/// messages: their senders may read of them here before their mailboxes have heard that they are their own.
public record SharedHead(
        long generation,
        long seq,
        long ordinal,
        long messageSeq,
        long messageAt,
        Intervals recalled,
        List<Mention> everybody,
        List<Sent> latest) {

    /// Beyond this many recalled ordinals the oldest is dropped, and counts again for who hasn't read it.
    public static final int MAX_RECALLED = 1_000;

    /// Beyond this many mentions of everybody the oldest is dropped.
    public static final int MAX_EVERYBODY = 100;

    /// How many of the last messages are kept: far more than one person sends until their mailbox has heard of it.
    static final int MAX_LATEST = 8;

    /// A message that mentions everybody.
    public record Mention(long seq, long ordinal) {}

    /// Who sent a message.
    public record Sent(long ordinal, UserId sender) {}

    public SharedHead {
        everybody = List.copyOf(everybody);
        // Heads of before it was kept have none.
        latest = latest == null ? List.of() : List.copyOf(latest);
    }

    /// This head as `user` reads it, for whom their own messages count as little as recalled ones.
    public SharedHead readBy(UserId user) {
        Intervals uncounted = recalled;
        for (Sent message : latest) {
            if (message.sender().equals(user)) {
                uncounted = uncounted.with(message.ordinal());
            }
        }
        return uncounted == recalled ? this : with(generation, seq, ordinal, uncounted);
    }

    private SharedHead with(long newGeneration, long newSeq, long newOrdinal, Intervals newRecalled) {
        return new SharedHead(newGeneration, newSeq, newOrdinal, messageSeq, messageAt, newRecalled, everybody, latest);
    }

    static SharedHead start(long generation, long seq, long ordinal) {
        return new SharedHead(generation, seq, ordinal, 0, 0, Intervals.NONE, List.of(), List.of());
    }

    /// The head of a later generation. It keeps what this one has, for mailboxes that haven't heard of either
    /// switch; for the others it says nothing new.
    SharedHead again(long generation, long seq, long ordinal) {
        return with(generation, seq, ordinal, recalled);
    }

    SharedHead after(Event event) {
        return switch (event) {
            case Event.MessageSent message ->
                new SharedHead(
                        generation,
                        message.seq(),
                        message.ordinal(),
                        message.seq(),
                        message.at(),
                        recalled,
                        message.content().mentions().everybody()
                                ? with(new Mention(message.seq(), message.ordinal()))
                                : everybody,
                        with(new Sent(message.ordinal(), message.actor())));
            case Event.MessageRecalled recall ->
                new SharedHead(
                        generation,
                        recall.seq(),
                        recall.ordinal(),
                        messageSeq,
                        messageAt,
                        bounded(recalled.with(recall.target().ordinal())),
                        without(recall.target().seq()),
                        latest);
            case Event.Operation _,
                    Event.GroupChange _,
                    Event.Created _,
                    Event.MembersAdded _,
                    Event.MemberRemoved _,
                    Event.RoleChanged _,
                    Event.SettingsChanged _,
                    Event.Dissolved _ -> with(generation, event.seq(), event.ordinal(), recalled);
        };
    }

    private List<Mention> with(Mention mention) {
        return Stream.concat(
                        everybody.stream().skip(Math.max(0, everybody.size() + 1 - MAX_EVERYBODY)), Stream.of(mention))
                .toList();
    }

    private List<Sent> with(Sent message) {
        return Stream.concat(latest.stream().skip(Math.max(0, latest.size() + 1 - MAX_LATEST)), Stream.of(message))
                .toList();
    }

    private List<Mention> without(long seq) {
        return everybody.stream().filter(mention -> mention.seq() != seq).toList();
    }

    private static Intervals bounded(Intervals recalled) {
        return recalled.count() > MAX_RECALLED ? recalled.withoutFirst() : recalled;
    }
}
