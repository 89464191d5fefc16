package io.hongyan.streams.fanout;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.mailbox.Intervals;
import java.util.List;
import java.util.stream.Stream;

/// What all readers of a conversation in read mode have in common: where it stands, and what happened in this
/// `generation` and the latest before it that would otherwise be in each mailbox. Immutable.
///
/// `messageSeq` and `messageAt` are of the last countable message in read mode, 0 for none; `recalled` are ordinals
/// of recalled messages, `everybody` the messages that mention all, ascending.
public record SharedHead(
        long generation,
        long seq,
        long ordinal,
        long messageSeq,
        long messageAt,
        Intervals recalled,
        List<Mention> everybody) {

    /// Beyond this many recalled ordinals the oldest is dropped, and counts again for who hasn't read it.
    static final int MAX_RECALLED = 1_000;

    /// Beyond this many mentions of everybody the oldest is dropped.
    static final int MAX_EVERYBODY = 100;

    /// A message that mentions everybody.
    public record Mention(long seq, long ordinal) {}

    public SharedHead {
        everybody = List.copyOf(everybody);
    }

    static SharedHead start(long generation, long seq, long ordinal) {
        return new SharedHead(generation, seq, ordinal, 0, 0, Intervals.NONE, List.of());
    }

    /// The head of a later generation. It keeps what this one has, for mailboxes that haven't heard of either switch;
    /// for
    /// the others it says nothing new.
    SharedHead again(long generation, long seq, long ordinal) {
        return new SharedHead(generation, seq, ordinal, messageSeq, messageAt, recalled, everybody);
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
                                : everybody);
            case Event.MessageRecalled recall ->
                new SharedHead(
                        generation,
                        recall.seq(),
                        recall.ordinal(),
                        messageSeq,
                        messageAt,
                        bounded(recalled.with(recall.target().ordinal())),
                        without(recall.target().seq()));
            case Event.Operation _,
                    Event.GroupChange _,
                    Event.Created _,
                    Event.MembersAdded _,
                    Event.MemberRemoved _,
                    Event.RoleChanged _,
                    Event.SettingsChanged _,
                    Event.Dissolved _ ->
                new SharedHead(generation, event.seq(), event.ordinal(), messageSeq, messageAt, recalled, everybody);
        };
    }

    private List<Mention> with(Mention mention) {
        return Stream.concat(
                        everybody.stream().skip(Math.max(0, everybody.size() + 1 - MAX_EVERYBODY)), Stream.of(mention))
                .toList();
    }

    private List<Mention> without(long seq) {
        return everybody.stream().filter(mention -> mention.seq() != seq).toList();
    }

    private static Intervals bounded(Intervals recalled) {
        return recalled.count() > MAX_RECALLED ? recalled.withoutFirst() : recalled;
    }
}
