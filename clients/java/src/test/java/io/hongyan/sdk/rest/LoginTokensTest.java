package io.hongyan.sdk.rest;

import com.sun.net.httpserver.HttpServer;
import io.hongyan.sdk.model.ProblemException;
import io.hongyan.sdk.model.UnavailableException;
import io.hongyan.sdk.model.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class LoginTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String REFUSED = """
            {"status": 401, "title": "Log in first", "code": "unauthenticated", "retryable": false}
            """;

    private final List<String> keys = new ArrayList<>();
    private final List<Tokens> kept = new ArrayList<>();
    /// What the server answers, one after the other; an empty text is an answer that gets lost.
    private final Deque<String> answers = new ArrayDeque<>();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/tokens/refresh", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            byte[] answer = answers.remove().getBytes(StandardCharsets.UTF_8);
            if (answer.length > 0) {
                exchange.sendResponseHeaders(isRefusal(answer) ? 401 : 201, answer.length);
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static boolean isRefusal(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8).contains("\"code\"");
    }

    private static Tokens tokens(String access, Instant expiresAt) {
        return new Tokens(
                access,
                expiresAt,
                "refresh-" + access,
                new User("5", "anna", "Anna"),
                new Tokens.Device("9", "pc", "x"));
    }

    private static String json(String access, String expiresAt) {
        return """
                {"accessToken": "%s", "expiresAt": "%s", "refreshToken": "refresh-%s",
                 "user": {"id": "5", "name": "anna", "displayName": "Anna"},
                 "device": {"id": "9", "kind": "pc", "name": "x"}}
                """.formatted(access, expiresAt, access);
    }

    private LoginTokens source(Instant expiresAt) {
        Rest rest = Rest.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        return new LoginTokens(rest, tokens("one", expiresAt), Clock.fixed(NOW, ZoneOffset.UTC), kept::add);
    }

    @Test
    void areUsedWhileTheyAreGood() {
        LoginTokens source = source(NOW.plusSeconds(60));

        assertThat(source.token(null).value()).isEqualTo("one");
        assertThat(keys).isEmpty();
    }

    @Test
    void areRefreshedShortlyBeforeTheyEnd() {
        answers.add(json("two", "2026-11-21T12:15:00.000Z"));
        LoginTokens source = source(NOW.plusSeconds(20));

        assertThat(source.token(null).value()).isEqualTo("two");
        assertThat(kept).containsExactly(tokens("two", NOW.plusSeconds(900)));
    }

    @Test
    void areRefreshedOnceWhenOneIsSpent() {
        answers.add(json("two", "2026-11-21T12:15:00.000Z"));
        LoginTokens source = source(NOW.plusSeconds(600));
        AccessToken spent = source.token(null);

        assertThat(source.token(spent).value()).isEqualTo("two");
        assertThat(source.token(spent).value()).isEqualTo("two");
        assertThat(keys).hasSize(1);
    }

    @Test
    void areAskedForWithTheSameKeyWhenTheAnswerWasLost() {
        answers.add("");
        answers.add(json("two", "2026-11-21T12:15:00.000Z"));
        LoginTokens source = source(NOW);

        assertThatThrownBy(() -> source.token(null)).isInstanceOf(UnavailableException.class);
        assertThat(source.token(null).value()).isEqualTo("two");
        assertThat(keys).hasSize(2);
        assertThat(keys.get(0)).isEqualTo(keys.get(1));
    }

    @Test
    void areNotDistrustedByAClockThatIsWrong() {
        answers.add(json("two", "2026-11-21T11:00:00.000Z"));
        LoginTokens source = source(NOW.minusSeconds(4_000));

        assertThat(source.token(null).value()).isEqualTo("two");
        assertThat(source.token(null).value()).isEqualTo("two");
        assertThat(keys).hasSize(1);
    }

    @Test
    void endWhenTheServerRefusesThem() {
        answers.add(REFUSED);
        LoginTokens source = source(NOW);

        assertThatThrownBy(() -> source.token(null)).isInstanceOf(ProblemException.class);
        assertThat(kept).isEmpty();
    }

    @Test
    void areInNoText() {
        assertThat(tokens("secret", NOW).toString()).doesNotContain("secret");
        assertThat(source(NOW.plusSeconds(60)).token(null).toString()).doesNotContain("one");
    }
}
