package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Codec;
import io.hongyan.streams.log.Compact;
import io.hongyan.streams.log.CompactReader;
import io.hongyan.streams.log.CompactWriter;
import io.hongyan.streams.log.Smile;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static io.hongyan.streams.log.CompactReader.one;

/// How what comes with every message is written: the message on its way in and out, and what is kept of it and of its
/// conversation. All else that may be said of a conversation is rare, and written as [Smile]. Of kinds, histories and
/// modes the ordinal is written: their order is for ever.
public final class ConversationCodecs {

    private static final Codec<Command> OTHER_COMMANDS = Smile.of(Command.class);
    private static final Codec<Recorded> OTHER_EVENTS = Smile.of(Recorded.class);

    public static final Codec<Command> COMMANDS =
            new Compact<>(ConversationCodecs::write, ConversationCodecs::command, OTHER_COMMANDS::decode);
    public static final Codec<Recorded> EVENTS =
            new Compact<>(ConversationCodecs::write, ConversationCodecs::recorded, OTHER_EVENTS::decode);

    static final Codec<Conversation> CONVERSATIONS = new Compact<>(
            ConversationCodecs::write, ConversationCodecs::conversation, Smile.of(Conversation.class)::decode);
    static final Codec<Sent> SENDINGS =
            new Compact<>(ConversationCodecs::write, ConversationCodecs::sent, Smile.of(Sent.class)::decode);
    private static final Codec<FanoutState> FANOUTS = Smile.of(FanoutState.class);
    private static final Codec<GroupRules> RULES = Smile.of(GroupRules.class);

    private static final List<ConversationKind> KINDS = List.of(ConversationKind.values());
    private static final List<History> HISTORIES = List.of(History.values());
    private static final List<FanoutMode> MODES = List.of(FanoutMode.values());

    /// The first number of a command or event.
    private static final long OTHER = 0;

    private static final long MESSAGE = 1;

    /// Stands for what nearly all conversations have.
    private static final byte[] USUAL = {};

    private ConversationCodecs() {}

    private static void write(CompactWriter to, Command command) {
        if (command instanceof Command.Send send) {
            to.number(MESSAGE);
            to.number(send.conversation().value());
            to.number(send.actor().value());
            to.text(send.clientId());
            to.number(send.messageId().value());
            write(to, send.content());
        } else {
            to.number(OTHER);
            to.bytes(OTHER_COMMANDS.encode(command));
        }
    }

    private static Command command(CompactReader from) {
        return isMessage(from)
                ? new Command.Send(
                        new ConversationId(from.number()),
                        new UserId(from.number()),
                        from.text(),
                        new MessageId(from.number()),
                        content(from))
                : OTHER_COMMANDS.decode(from.bytes());
    }

    private static boolean isMessage(CompactReader from) {
        long first = from.number();
        if (first != MESSAGE && first != OTHER) {
            throw new IllegalArgumentException("nothing begins with " + first);
        }
        return first == MESSAGE;
    }

    private static void write(CompactWriter to, Recorded recorded) {
        if (recorded instanceof Event.MessageSent message) {
            to.number(MESSAGE);
            to.number(message.conversation().value());
            to.number(message.seq());
            to.number(message.ordinal());
            to.number(message.at());
            to.number(message.actor().value());
            to.number(message.messageId().value());
            to.text(message.clientId());
            write(to, message.content());
        } else {
            to.number(OTHER);
            to.bytes(OTHER_EVENTS.encode(recorded));
        }
    }

    private static Recorded recorded(CompactReader from) {
        return isMessage(from)
                ? new Event.MessageSent(
                        new ConversationId(from.number()),
                        from.number(),
                        from.number(),
                        from.number(),
                        new UserId(from.number()),
                        new MessageId(from.number()),
                        from.text(),
                        content(from))
                : OTHER_EVENTS.decode(from.bytes());
    }

    private static void write(CompactWriter to, Content content) {
        Long replyTo = content.replyTo();
        to.text(content.kind());
        to.text(content.body());
        to.number(replyTo == null ? 0 : replyTo);
        to.number(content.mentions().everybody() ? 1 : 0);
        to.numbers(content.mentions().users(), UserId::value);
    }

    private static Content content(CompactReader from) {
        String kind = from.text();
        String body = from.text();
        long replyTo = from.number();
        return new Content(
                kind, body, replyTo == 0 ? null : replyTo, new Mentions(from.number() != 0, from.numbers(UserId::new)));
    }

    private static void write(CompactWriter to, Sent sent) {
        MessageId message = sent.messageId();
        to.number(message == null ? 0 : message.value());
        to.number(sent.seq());
        to.number(sent.ordinal());
        to.number(sent.at());
        to.number(sent.contentHash());
    }

    private static Sent sent(CompactReader from) {
        long message = from.number();
        return new Sent(
                message == 0 ? null : new MessageId(message),
                from.number(),
                from.number(),
                from.number(),
                from.number());
    }

    private static void write(CompactWriter to, Conversation conversation) {
        FanoutMode override = conversation.override();
        to.number(conversation.id().value());
        to.number(conversation.kind().ordinal());
        to.nullable(conversation.title());
        to.number(number(conversation.creator()));
        to.number(number(conversation.owner()));
        to.numbers(conversation.peers(), UserId::value);
        to.number(conversation.history().ordinal());
        to.number(conversation.seq());
        to.number(conversation.ordinal());
        to.number(conversation.at());
        to.number(conversation.memberCount());
        to.number(conversation.dissolved() ? 1 : 0);
        to.number(conversation.changedSeq());
        to.bytes(conversation.fanout().equals(FanoutState.WRITE) ? USUAL : FANOUTS.encode(conversation.fanout()));
        to.number(override == null ? 0 : override.ordinal() + 1);
        to.numbers(conversation.pinned(), Long::longValue);
        to.bytes(conversation.rules().equals(GroupRules.FIRST) ? USUAL : RULES.encode(conversation.rules()));
    }

    private static Conversation conversation(CompactReader from) {
        return new Conversation(
                new ConversationId(from.number()),
                one(KINDS, from.number()),
                from.nullable(),
                user(from.number()),
                user(from.number()),
                from.numbers(UserId::new),
                one(HISTORIES, from.number()),
                from.number(),
                from.number(),
                from.number(),
                Math.toIntExact(from.number()),
                from.number() != 0,
                from.number(),
                fanout(from.bytes()),
                mode(from.number()),
                from.numbers(Long::valueOf),
                rules(from.bytes()));
    }

    private static FanoutState fanout(byte[] fanout) {
        return fanout.length == 0 ? FanoutState.WRITE : FANOUTS.decode(fanout);
    }

    private static @Nullable FanoutMode mode(long number) {
        return number == 0 ? null : one(MODES, number - 1);
    }

    private static GroupRules rules(byte[] rules) {
        return rules.length == 0 ? GroupRules.FIRST : RULES.decode(rules);
    }

    private static long number(@Nullable UserId user) {
        return user == null ? 0 : user.value();
    }

    private static @Nullable UserId user(long number) {
        return number == 0 ? null : new UserId(number);
    }
}
