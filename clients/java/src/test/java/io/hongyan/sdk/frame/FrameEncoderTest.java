package io.hongyan.sdk.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("NullAway") // Who writes without the checks of this build may leave out anything.
final class FrameEncoderTest {

    private static final String FIRST_ID = "0193c2a0-0000-7000-8000-000000000001";
    private static final String SECOND_ID = "0193c2a0-0000-7000-8000-000000000002";

    private static final Map<String, ClientFrame> FRAMES = Map.ofEntries(
            Map.entry("client/ack", new ClientFrame.Ack("AQAB")),
            Map.entry("client/auth", new ClientFrame.Auth(2L, "eyJ.a.b")),
            Map.entry("client/fetch", new ClientFrame.Fetch(8L, "71", null, 118L, 20)),
            Map.entry("client/fetch-least", new ClientFrame.Fetch(9L, "71", null, null, null)),
            Map.entry("client/hello", new ClientFrame.Hello(1L, "eyJ.a.b", "AQAB", ClientFrame.Push.NOTIFY)),
            Map.entry("client/hello-least", new ClientFrame.Hello(null, "eyJ.a.b", null, null)),
            Map.entry("client/ping", new ClientFrame.Ping(12L)),
            Map.entry("client/read", new ClientFrame.Read(5L, "71", 121)),
            Map.entry(
                    "client/send",
                    new ClientFrame.Send(3L, "71", null, FIRST_ID, "text", text("你好"), 118L, List.of("6"))),
            Map.entry(
                    "client/send-to",
                    new ClientFrame.Send(4L, null, "6", SECOND_ID, "text", text("hello"), null, null)),
            Map.entry("client/settings", new ClientFrame.Settings(7L, "71", true, false, null)),
            Map.entry("client/sync", new ClientFrame.Sync(10L, "AQAB", 1_000)),
            Map.entry("client/sync-least", new ClientFrame.Sync(11L, null, null)),
            Map.entry("client/unread", new ClientFrame.Unread(6L, "71")));

    /// What the server refuses for its form, tried with this client.
    private static final Map<String, ThrowingCallable> REFUSED = Map.ofEntries(
            Map.entry("invalid/ack-without-cursor", () -> new ClientFrame.Ack(missing())),
            Map.entry("invalid/fetch-limit", () -> new ClientFrame.Fetch(1L, "71", null, null, 201)),
            Map.entry("invalid/fetch-two-ways", () -> new ClientFrame.Fetch(1L, "71", 5L, 1L, null)),
            Map.entry("invalid/hello-without-token", () -> new ClientFrame.Hello(1L, missing(), null, null)),
            Map.entry("invalid/nul", () -> FrameEncoder.encode(send(text("a\u0000b")))),
            Map.entry(
                    "invalid/nul-in-a-name",
                    () -> FrameEncoder.encode(
                            send(JsonNodeFactory.instance.objectNode().put("a\u0000", 1)))),
            Map.entry("invalid/read-beyond-2-53", () -> new ClientFrame.Read(1L, "71", 1L << 53)),
            Map.entry("invalid/read-negative", () -> new ClientFrame.Read(1L, "71", -1)),
            Map.entry("invalid/send-nowhere", () -> send(null, null, "12345678")),
            Map.entry("invalid/send-two-ways", () -> send("71", "6", "12345678")),
            Map.entry("invalid/send-without-client-id", () -> send("71", null, missing())),
            Map.entry("invalid/settings-nothing", () -> new ClientFrame.Settings(1L, "71", null, null, null)),
            Map.entry("invalid/sync-limit", () -> new ClientFrame.Sync(1L, null, 0)),
            Map.entry("invalid/unpaired-surrogate", () -> FrameEncoder.encode(send(text("a\ud83d")))),
            Map.entry(
                    "invalid/unpaired-surrogate-in-an-array",
                    () -> FrameEncoder.encode(new ClientFrame.Send(
                            1L, "71", null, "12345678", "text", text("x"), null, List.of("6", "\udc00")))));

    /// What can't even be written down with this client: its types don't have it, or ids are only what a server gave.
    private static final Set<String> IMPOSSIBLE = Set.of(
            "invalid/hello-push",
            "invalid/hello-token-number",
            "invalid/no-type",
            "invalid/read-text",
            "invalid/send-id-beyond-long",
            "invalid/send-id-not-an-id",
            "invalid/send-id-number",
            "invalid/send-mentions-numbers",
            "invalid/send-mentions-text",
            "invalid/send-reply-to-fraction",
            "invalid/settings-text",
            "invalid/type-not-text",
            "invalid/unknown-type");

    static Set<String> frames() {
        return FRAMES.keySet();
    }

    static Set<String> refused() {
        return REFUSED.keySet();
    }

    private static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    private static ClientFrame send(JsonNode body) {
        return new ClientFrame.Send(1L, "71", null, "12345678", "text", body, null, null);
    }

    private static ClientFrame send(String conversationId, String to, String clientId) {
        return new ClientFrame.Send(1L, conversationId, to, clientId, "text", text("x"), null, null);
    }

    private static String missing() {
        return null;
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aFrameIsWrittenAsTheServerReadsIt(String name) throws Exception {
        ObjectNode golden = (ObjectNode) Json.MAPPER.readTree(Golden.text(name));
        // In the file to show that servers pass over it.
        golden.remove("unknown");

        String written = FrameEncoder.encode(FRAMES.get(name));

        assertThat(Json.MAPPER.readTree(written)).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheServerWouldRefuseIsRefusedBeforeItIsSent(String name) {
        assertThatThrownBy(REFUSED.get(name))
                .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
    }

    @Test
    void everyFrameThatThisClientWritesIsAmongThoseTheServerReads() {
        assertThat(Golden.names("client")).containsAll(FRAMES.keySet());
        assertThat(Golden.names("invalid"))
                .containsAll(Stream.concat(REFUSED.keySet().stream(), IMPOSSIBLE.stream())
                        .toList());
    }

    @Test
    void aFrameThatIsTooBigIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrameEncoder.encode(send(text("字".repeat(FrameEncoder.MAX_BYTES / 3)))));
    }

    @Test
    void aTokenIsInNoText() {
        assertThat(new ClientFrame.Hello(1L, "secret", null, null).toString()).doesNotContain("secret");
        assertThat(new ClientFrame.Auth(1L, "secret").toString()).doesNotContain("secret");
    }
}
