package io.hongyan.streams.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Codec;
import io.hongyan.streams.log.Smile;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class ConversationCodecsTest {

    private static final ConversationId CATS = new ConversationId(118_000_630_974_382_080L);
    private static final UserId ALICE = new UserId(118_000_630_974_382_081L);
    private static final UserId BOB = new UserId(5);
    private static final MessageId ID = new MessageId(Long.MAX_VALUE);
    private static final Content PLAIN = new Content("text", "{\"text\":\"鸿雁 sends 🐦\"}", null, Mentions.NOBODY);
    private static final Content REPLY = new Content("text", "{}", 7L, new Mentions(true, List.of(BOB, ALICE)));

    @Test
    void messagesAndAllElseAreReadAsTheyWereWritten() {
        for (Content content : List.of(PLAIN, REPLY)) {
            same(ConversationCodecs.COMMANDS, new Command.Send(CATS, ALICE, "one", ID, content));
            same(ConversationCodecs.COMMANDS, new Command.Barred(new Command.Send(CATS, ALICE, "one", ID, content)));
            same(ConversationCodecs.EVENTS, new Event.MessageSent(CATS, 9, 8, 1, ALICE, ID, "一", content));
        }
        same(ConversationCodecs.COMMANDS, new Command.Dissolve(CATS, ALICE));
        same(ConversationCodecs.EVENTS, new Event.MemberRemoved(CATS, 9, 8, 1, ALICE, BOB));
    }

    @Test
    void whatIsKeptOfConversationsIsReadAsItWasWritten() {
        same(ConversationCodecs.SENDINGS, new Sent(ID, 4, 3, 2, Long.MIN_VALUE));
        same(ConversationCodecs.SENDINGS, new Sent(null, 4, 3, 2, 1));
        same(ConversationCodecs.CONVERSATIONS, conversation("猫", ALICE, FanoutState.WRITE, null, GroupRules.FIRST));
        same(
                ConversationCodecs.CONVERSATIONS,
                conversation(
                        null,
                        null,
                        FanoutState.WRITE.switched(FanoutMode.READ, 5, 4),
                        FanoutMode.READ,
                        new GroupRules("be kind", GroupRules.FIRST.adding(), true, null, GroupRules.FIRST.joining())));
    }

    @Test
    void whatWasWrittenBeforeTheFormsIsRead() {
        Event.MessageSent message = new Event.MessageSent(CATS, 9, 8, 1, ALICE, ID, "a", REPLY);
        Command.Send send = new Command.Send(CATS, ALICE, "one", ID, PLAIN);

        assertThat(ConversationCodecs.EVENTS.decode(Smile.of(Recorded.class).encode(message)))
                .isEqualTo(message);
        assertThat(ConversationCodecs.COMMANDS.decode(Smile.of(Command.class).encode(send)))
                .isEqualTo(send);
    }

    /// Smile of `ChangeSettings`, `SettingsChanged`, `ChangeRules` and `RulesChanged`, as they were written while
    /// settings and rules were changed by commands of their own.
    @Test
    void settingsAndRulesThatWereWrittenApartAreRead() {
        GroupRules.Change silence = new GroupRules.Change(null, null, true, null, null);

        same(ConversationCodecs.COMMANDS, new Command.ChangeRules(CATS, ALICE, silence));
        same(ConversationCodecs.EVENTS, new Event.RulesChanged(CATS, 9, 8, 1, ALICE, silence));
        same(ConversationCodecs.COMMANDS, new Command.ChangeSettings(CATS, ALICE, "猫", History.ALL, silence));
        same(ConversationCodecs.EVENTS, new Event.SettingsChanged(CATS, 9, 8, 1, ALICE, "猫", null, silence));
        assertThat(Smile.of(Command.class).decode(smile("settings", 1, 2, "猫", null)))
                .isEqualTo(new Command.ChangeSettings(new ConversationId(1), new UserId(2), "猫", null, null));
        assertThat(Smile.of(Recorded.class).decode(smile("settings", 1, 9, 8, 7, 2, "猫", null)))
                .isEqualTo(new Event.SettingsChanged(new ConversationId(1), 9, 8, 7, new UserId(2), "猫", null, null));
    }

    /// A record as an array behind the name of its type.
    private static byte[] smile(String type, @Nullable Object... components) {
        try {
            return new SmileMapper().writeValueAsBytes(List.of(type, Arrays.asList(components)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void theOrderOfWhatIsWrittenByOrdinalIsForEver() {
        assertThat(ConversationKind.values()).startsWith(ConversationKind.DIRECT, ConversationKind.GROUP);
        assertThat(History.values()).startsWith(History.SINCE_JOINED, History.ALL);
        assertThat(FanoutMode.values()).startsWith(FanoutMode.READ, FanoutMode.WRITE);
    }

    @Test
    void whatNothingWroteIsRefused() {
        byte[] message = ConversationCodecs.EVENTS.encode(new Event.MessageSent(CATS, 9, 8, 1, ALICE, ID, "a", PLAIN));

        for (int length = 0; length < message.length; length++) {
            refused(Arrays.copyOf(message, length));
        }
        refused("{\"e\":\"message\"}".getBytes(UTF_8));
    }

    private static void refused(byte[] bytes) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> ConversationCodecs.EVENTS.decode(bytes));
    }

    private static <T> void same(Codec<T> codec, T value) {
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    private static Conversation conversation(
            @Nullable String title,
            @Nullable UserId owner,
            FanoutState fanout,
            @Nullable FanoutMode override,
            GroupRules rules) {
        return new Conversation(
                CATS,
                ConversationKind.GROUP,
                title,
                owner,
                owner,
                List.of(BOB, ALICE),
                History.ALL,
                9,
                8,
                1_000,
                2,
                false,
                4,
                fanout,
                override,
                List.of(3L, 1L),
                rules);
    }
}
