package io.hongyan.sdk.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FrameDecoderTest {

    private static final Map<String, Class<? extends ServerFrame>> TYPES = Map.ofEntries(
            Map.entry("server/bye", ServerFrame.Bye.class),
            Map.entry("server/conversation", ServerFrame.ConversationChanged.class),
            Map.entry("server/entries", ServerFrame.PushedTogether.class),
            Map.entry("server/entries-fetched", ServerFrame.Fetched.class),
            Map.entry("server/entry", ServerFrame.Pushed.class),
            Map.entry("server/error", ServerFrame.Refused.class),
            Map.entry("server/heads", ServerFrame.Heads.class),
            Map.entry("server/ok", ServerFrame.Ok.class),
            Map.entry("server/ok-mark", ServerFrame.MarkOk.class),
            Map.entry("server/ok-send", ServerFrame.SendOk.class),
            Map.entry("server/pong", ServerFrame.Pong.class),
            Map.entry("server/read", ServerFrame.Read.class),
            Map.entry("server/synced", ServerFrame.Synced.class),
            Map.entry("server/unread", ServerFrame.UnreadChanged.class),
            Map.entry("server/welcome", ServerFrame.Welcome.class));

    static List<String> server() {
        return Golden.names("server");
    }

    /// A frame that a newer server sends, and this client doesn't know, is no reason for this client's build to fail.
    @Test
    void everyFrameThatThisClientKnowsIsAmongTheServers() {
        assertThat(server()).containsAll(TYPES.keySet());
    }

    @ParameterizedTest
    @MethodSource("server")
    void aFrameIsReadWithoutLosingAField(String name) throws Exception {
        ObjectNode golden = (ObjectNode) Json.MAPPER.readTree(Golden.text(name));

        ServerFrame frame = FrameDecoder.decode(golden.toString());

        Class<? extends ServerFrame> type = TYPES.getOrDefault(name, ServerFrame.Unknown.class);
        assertThat(frame).isInstanceOf(type);
        if (type != ServerFrame.Unknown.class) {
            golden.remove("t");
            assertThat(written(frame)).isEqualTo(golden);
        }
    }

    /// What was read, as JSON again: what stands in a record of its own is laid beside the rest.
    private static JsonNode written(ServerFrame frame) {
        ObjectNode object = Json.MAPPER.valueToTree(frame);
        for (String nested : Set.of("acknowledged", "marked")) {
            if (object.remove(nested) instanceof ObjectNode inner) {
                object.setAll(inner);
            }
        }
        // Numbers compare by value, not by the type that a reader gave them.
        try {
            return Json.MAPPER.readTree(object.toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void anUnknownTypeAndUnknownFieldsArePassedOver() throws Exception {
        assertThat(FrameDecoder.decode("{\"t\":\"confetti\",\"colours\":3}"))
                .isEqualTo(new ServerFrame.Unknown("confetti"));
        assertThat(FrameDecoder.decode("{\"t\":\"ok\",\"r\":7,\"mood\":\"good\"}"))
                .isEqualTo(new ServerFrame.Ok(7L));
    }

    @Test
    void whatTheProtocolDoesNotHaveIsUnreadable() {
        List<String> unreadable = List.of(
                "",
                "[]",
                "7",
                "{\"t\":5}",
                "{\"r\":1}",
                "{\"t\":\"ok\",\"r\":\"x\"}",
                "{\"t\":\"entry\",\"entry\":{\"conversationId\":\"7\",\"seq\":\"much\"}}",
                "{\"t\":\"heads\"}",
                "{\"t\":\"ok\"} {}");

        assertThat(unreadable)
                .allSatisfy(text -> assertThatThrownBy(() -> FrameDecoder.decode(text))
                        .isInstanceOf(UnreadableFrameException.class));
    }
}
