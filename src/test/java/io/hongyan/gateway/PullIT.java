package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.infra.Json;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.hongyan.gateway.SocketTalk.direct;
import static io.hongyan.gateway.SocketTalk.send;
import static io.hongyan.gateway.SocketTalk.unread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Devices that ask for what they lack: frames `sync` and `fetch`, and `heads`, which say that something is there.
@ExtendWith(NothingLogged.class)
final class PullIT {

    private static final ObjectMapper JSON = Json.mapper();

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");

    @Test
    void aDeviceThatSyncsKeepsItsCursorUpToDate() {
        String conversation = direct(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.connect(server, bob)) {
            JsonNode synced = to.ask(Map.of("t", "sync"));
            assertThat(synced.path("more").booleanValue()).isFalse();
            assertThat(synced.at("/conversations/0/id").textValue()).isEqualTo(conversation);

            from.ask(send(conversation, "hello"));
            JsonNode unread = unread(to, 1);

            JsonNode again =
                    to.ask(Map.of("t", "sync", "cursor", unread.path("cursor").textValue()));
            assertThat(again.path("conversations")).isEmpty();
            assertThat(again.path("reset").booleanValue()).isFalse();
            assertThat(to.ask(Map.of("t", "ping")).path("cursor")).isEqualTo(unread.path("cursor"));
        }
    }

    @Test
    void historyIsFetched() {
        String conversation = direct(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.connect(server, bob)) {
            for (int i = 0; i < 5; i++) {
                from.ask(send(conversation, "message " + i));
            }

            JsonNode fetched = to.ask(Map.of("t", "fetch", "conversationId", conversation, "after", 2, "limit", 3));

            assertThat(fetched.path("t").textValue()).isEqualTo("entries");
            assertThat(fetched.path("entries").findValuesAsText("seq")).containsExactly("3", "4", "5");
            assertThat(fetched.path("firstSeq").longValue()).isEqualTo(1);
            assertThat(fetched.path("headSeq").longValue()).isEqualTo(6);
        }
    }

    @Test
    void whoWantsHeadsIsGivenHeads() {
        String conversation = direct(alice, bob);
        try (TestSocket from = TestSocket.connect(server, alice);
                TestSocket to = TestSocket.open(server.address())) {
            to.ask(Map.of("t", "hello", "token", bob.token(), "push", "notify"));

            from.ask(send(conversation, "hello"));

            JsonNode heads = to.frame("heads");
            assertThat(heads.at("/heads/0/conversationId").textValue()).isEqualTo(conversation);
            assertThat(heads.at("/heads/0/seq").longValue()).isEqualTo(2);
            assertThat(to.entries()).isEmpty();
        }
    }

    @Test
    void whoDoesNotReadIsToldTheHeadInsteadOfWhatIsTooMuch() throws IOException {
        String conversation = direct(alice, bob);
        String much = "雁".repeat(8_000);
        try (TestSocket from = TestSocket.connect(server, alice);
                RawSocket slow = RawSocket.open(server.address(), "")) {
            slow.send("{\"t\":\"hello\",\"r\":1,\"token\":\"" + bob.token() + "\"}");
            assertThat(slow.read()).contains("\"welcome\"");
            double before = fellBehind();
            await("a full outbox").pollInterval(Duration.ofMillis(1)).until(() -> {
                from.ask(send(conversation, much));
                return fellBehind() > before;
            });
            long last = from.ask(send(conversation, "the last")).path("seq").longValue();

            JsonNode told = JSON.readTree(slow.read());
            while (told.at("/heads/0/seq").longValue() < last) {
                told = JSON.readTree(slow.read());
            }
            assertThat(told.at("/t").textValue()).isEqualTo("heads");
            assertThat(told.at("/heads/0/conversationId").textValue()).isEqualTo(conversation);
        }
    }

    private double fellBehind() {
        return server.metric("hongyan_gateway_fell_behind_total");
    }
}
