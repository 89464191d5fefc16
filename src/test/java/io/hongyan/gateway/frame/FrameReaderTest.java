package io.hongyan.gateway.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.error.Problem;
import io.hongyan.message.Draft;
import io.hongyan.message.history.Range;
import io.hongyan.message.operation.Operation;
import io.hongyan.presence.Status;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

final class FrameReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ConversationId CONVERSATION = new ConversationId(71);

    private final FrameReader reader = new FrameReader();

    static List<String> invalidFrames() {
        return Golden.names("invalid");
    }

    @Test
    void readsEveryFrame() throws JsonProcessingException {
        Draft message = new Draft(
                "0193c2a0-0000-7000-8000-000000000001", "text", JSON.readTree("{\"text\":\"你好\"}"), 118L, List.of("6"));
        Draft toPerson = new Draft(
                "0193c2a0-0000-7000-8000-000000000002", "text", JSON.readTree("{\"text\":\"hello\"}"), null, null);

        assertThat(read("hello")).isEqualTo(new ClientFrame.Hello(1L, "eyJ.a.b", "AQAB", PushMode.NOTIFY));
        assertThat(read("hello-least")).isEqualTo(new ClientFrame.Hello(null, "eyJ.a.b", null, PushMode.FULL));
        assertThat(read("auth")).isEqualTo(new ClientFrame.Auth(2L, "eyJ.a.b"));
        assertThat(read("send")).isEqualTo(new ClientFrame.Send(3L, CONVERSATION, message));
        assertThat(read("send-to")).isEqualTo(new ClientFrame.SendTo(4L, new UserId(6), toPerson));
        assertThat(read("read")).isEqualTo(new ClientFrame.Read(5L, CONVERSATION, 121));
        assertThat(read("unread")).isEqualTo(new ClientFrame.Unread(6L, CONVERSATION));
        assertThat(read("settings")).isEqualTo(new ClientFrame.Settings(7L, CONVERSATION, true, false, null));
        assertThat(read("fetch")).isEqualTo(new ClientFrame.Fetch(8L, CONVERSATION, new Range.After(118), 20));
        assertThat(read("fetch-least")).isEqualTo(new ClientFrame.Fetch(9L, CONVERSATION, new Range.Newest(), 50));
        assertThat(read("sync")).isEqualTo(new ClientFrame.Sync(10L, "AQAB", 1000));
        assertThat(read("sync-least")).isEqualTo(new ClientFrame.Sync(11L, null, 500));
        assertThat(read("ack")).isEqualTo(new ClientFrame.Ack(null, "AQAB"));
        assertThat(read("ping")).isEqualTo(new ClientFrame.Ping(12L));
    }

    @Test
    void readsWhatIsDoneToMessages() throws JsonProcessingException {
        assertThat(read("recall")).isEqualTo(operate(14, new Operation.Recall()));
        assertThat(read("edit"))
                .isEqualTo(operate(
                        13,
                        new Operation.Edit(
                                "0193c2a0-0000-7000-8000-000000000004", JSON.readTree("{\"text\":\"你们好\"}"))));
        assertThat(read("react")).isEqualTo(operate(15, new Operation.React("🪿", false)));
        assertThat(read("pin")).isEqualTo(operate(16, new Operation.Pin(true)));
        assertThat(reader.read("{\"t\":\"pin\",\"r\":1,\"conversationId\":\"71\",\"target\":118}"))
                .isInstanceOf(Incoming.Invalid.class);
    }

    private static ClientFrame operate(long r, Operation operation) {
        return new ClientFrame.Operate(r, CONVERSATION, 118, operation);
    }

    @Test
    void readsWhatIsSaidOfTheMoment() {
        assertThat(read("typing")).isEqualTo(new ClientFrame.Typing(null, CONVERSATION));
        assertThat(read("watch")).isEqualTo(new ClientFrame.Watch(null, Set.of(new UserId(6))));
        assertThat(read("status")).isEqualTo(new ClientFrame.State(17L, Status.INVISIBLE));
        assertThat(reader.read("{\"t\":\"status\",\"state\":\"offline\"}")).isInstanceOf(Incoming.Invalid.class);
    }

    @ParameterizedTest
    @MethodSource("invalidFrames")
    void namesWhatIsWrong(String name) throws JsonProcessingException {
        JsonNode example = JSON.readTree(Golden.text(name));

        Incoming read = reader.read(example.get("frame").toString());

        assertThat(read).asInstanceOf(type(Incoming.Invalid.class)).satisfies(invalid -> {
            assertThat(invalid.r()).isEqualTo(1);
            assertThat(invalid.problem().problem().status()).isEqualTo(422);
            assertThat(invalid.problem().problem().errors())
                    .extracting(Problem.FieldError::pointer)
                    .containsExactly(example.get("pointer").textValue());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "hello", "[]", "1", "null", "\"{}\"", "{\"t\":\"ping\"", "{\"t\":\"ping\"}{}", "{t:1}"})
    void whatIsNoJsonObjectIsMalformed(String text) {
        assertThat(reader.read(text)).isEqualTo(new Incoming.Malformed());
    }

    @Test
    void whatIsNestedWithoutEndIsMalformed() {
        assertThat(reader.read("{\"t\":\"ping\",\"x\":" + "[".repeat(60_000))).isEqualTo(new Incoming.Malformed());
    }

    @Test
    void aRequestNumberThatIsNoneIsNotEchoed() {
        Stream<String> numbers = Stream.of("\"1\"", "1.5", "-1", "true", "9007199254740992", "1e400");

        assertThat(numbers.map(number -> reader.read("{\"t\":\"ping\",\"r\":" + number + "}")))
                .allSatisfy(read -> assertThat(read)
                        .asInstanceOf(type(Incoming.Invalid.class))
                        .satisfies(invalid -> assertThat(invalid.r()).isNull()));
    }

    @Test
    void aRefusedSendEchoesItsClientId() {
        Incoming read = reader.read("{\"t\":\"send\",\"r\":1,\"clientId\":\"12345678\"}");

        assertThat(read)
                .asInstanceOf(type(Incoming.Invalid.class))
                .satisfies(invalid -> assertThat(invalid.clientId()).isEqualTo("12345678"));
    }

    @Test
    void whatCannotBeWrittenIsNotEchoed() {
        Incoming read = reader.read("{\"t\":\"send\",\"r\":1,\"clientId\":\"1234567\\ud800\"}");

        assertThat(read)
                .asInstanceOf(type(Incoming.Invalid.class))
                .satisfies(invalid -> assertThat(invalid.clientId()).isNull());
    }

    @Test
    void tokensAreNotPrinted() {
        assertThat(read("hello").toString()).doesNotContain("eyJ");
        assertThat(read("auth").toString()).doesNotContain("eyJ");
    }

    private Incoming read(String name) {
        return reader.read(Golden.text("client/" + name));
    }
}
