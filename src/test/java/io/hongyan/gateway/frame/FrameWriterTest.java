package io.hongyan.gateway.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.account.token.DeviceKind;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Json;
import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.Counts;
import io.hongyan.mailbox.Marked;
import io.hongyan.mailbox.Preview;
import io.hongyan.mailbox.UnreadAnswer;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Sent;
import io.hongyan.presence.Presence;
import io.hongyan.presence.PresenceState;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.sync.SyncAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FrameWriterTest {

    private static final ObjectMapper JSON = Json.mapper();
    private static final Instant AT = Instant.parse("2026-11-21T19:16:05.123Z");
    private static final ConversationId CONVERSATION = new ConversationId(71);
    private static final UserId USER = new UserId(5);
    private static final UserId PEER = new UserId(6);
    private static final String CLIENT_ID = "0193c2a0-0000-7000-8000-000000000001";
    private static final EncodedEntry FIRST = entry(121, 98, 72, CLIENT_ID);
    private static final EncodedEntry SECOND = entry(122, 99, 73, "0193c2a0-0000-7000-8000-000000000003");

    private final FrameWriter writer = new FrameWriter(JSON);

    private static EncodedEntry entry(long seq, long ordinal, long messageId, String clientId) {
        return EncodedEntry.of(new Event.MessageSent(
                CONVERSATION,
                seq,
                ordinal,
                AT.toEpochMilli(),
                USER,
                new MessageId(messageId),
                clientId,
                new Content("text", "{\"text\":\"你好\"}", 118L, new Mentions(false, List.of(PEER)))));
    }

    @Test
    void writesAnswers() throws IOException {
        assertWritten(
                "welcome",
                new ServerFrame.Welcome(
                        1L, USER, new DeviceId(9), "AQAB", "node-1", AT, 25_000, new ServerFrame.Limits(65_536, 256)));
        assertWritten("ok", new ServerFrame.Ok(2L));
        assertWritten(
                "ok-send",
                new ServerFrame.SendOk(3L, new Sent(CONVERSATION, CLIENT_ID, new MessageId(72), 121, 98, AT, false)));
        assertWritten("ok-mark", new ServerFrame.MarkOk(5L, CONVERSATION, new Marked(3, 1, new Counts(7, 1), 88)));
        assertWritten(
                "error",
                new ServerFrame.Error(
                        3L,
                        HongyanException.rateLimited("you send too fast", Duration.ofMillis(250))
                                .problem(),
                        CLIENT_ID));
        assertWritten("entries-fetched", new ServerFrame.Fetched(8L, CONVERSATION, 1, 122, List.of(FIRST, SECOND)));
        assertWritten(
                "synced", new ServerFrame.Synced(10L, new SyncAnswer("AQAC", false, true, List.of(), List.of(FIRST))));
        assertWritten("pong", new ServerFrame.Pong(9L, "AQAC"));
    }

    @Test
    void writesWhatIsPushed() throws IOException {
        assertWritten("heads", new ServerFrame.Heads(List.of(new ServerFrame.Head(CONVERSATION, 90_211, 88_000))));
        assertWritten("conversation", new ServerFrame.Conversation(conversation()));
        assertWritten(
                "unread",
                new ServerFrame.Unread(
                        List.of(new UnreadAnswer.Item(CONVERSATION, 3, 1, false)), new Counts(7, 1), 88, "AQAC"));
        assertWritten("read", new ServerFrame.Read(CONVERSATION, List.of(new ServerFrame.ReadMark(USER, 121))));
        assertWritten("typing", new ServerFrame.Typing(CONVERSATION, PEER));
        assertWritten(
                "presence",
                new ServerFrame.People(List.of(
                        new Presence(
                                PEER,
                                PresenceState.BUSY,
                                AT,
                                List.of(
                                        new Presence.DevicePresence(DeviceKind.PC, PresenceState.BUSY),
                                        new Presence.DevicePresence(DeviceKind.WEB, PresenceState.AWAY))),
                        new Presence(USER, PresenceState.OFFLINE, null, List.of()))));
        assertWritten("draft", new ServerFrame.Draft(CONVERSATION, "dear Bo", 118L, AT));
        assertWritten("draft-gone", new ServerFrame.Draft(CONVERSATION, null, null, AT));
        assertWritten("feed", new ServerFrame.Feed(3));
        assertWritten("feed-uncounted", new ServerFrame.Feed(null));
        assertWritten("bye", new ServerFrame.Bye(Farewell.DRAIN.wireName(), 3_170L));
    }

    private static ConversationView conversation() {
        return new ConversationView(
                CONVERSATION,
                ConversationKind.DIRECT,
                null,
                2,
                Role.MEMBER,
                PEER,
                new ConversationView.Head(122, 98, AT, new Preview(PEER, "text", "你好")),
                new ConversationView.ReadMark(118, 95),
                3,
                1,
                false,
                false,
                false,
                false,
                false,
                1,
                null,
                FanoutMode.WRITE,
                null);
    }

    private void assertWritten(String name, ServerFrame frame) throws IOException {
        JsonNode written = JSON.readTree(writer.write(frame));

        assertThat(written).isEqualTo(JSON.readTree(Golden.text("server/" + name)));
    }
}
