package io.hongyan.sdk.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.model.Conversation;
import io.hongyan.sdk.model.EntryPage;
import io.hongyan.sdk.model.Json;
import io.hongyan.sdk.model.Problem;
import io.hongyan.sdk.model.ProblemException;
import io.hongyan.sdk.model.UnavailableException;
import io.hongyan.sdk.model.Unread;
import io.hongyan.sdk.model.User;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls over HTTP. They block.
///
/// What the server refuses is a [ProblemException], no answer an [UnavailableException]. Thread-safe.
public final class Rest {

    /// Longer than a server takes to say that it doesn't know (8 s).
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final int FIRST_ERROR = 400;
    private static final int UNAUTHORIZED = 401;

    private final HttpClient http;
    private final URI server;
    private final @Nullable TokenSource tokens;

    private Rest(HttpClient http, URI server, @Nullable TokenSource tokens) {
        this.http = http;
        this.server = server;
        this.tokens = tokens;
    }

    /// The server at an address such as `http://localhost:8080`, called by nobody yet.
    public static Rest at(URI server) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_PATIENCE)
                .build();
        return new Rest(http, server, null);
    }

    /// The same server, called with these tokens.
    public Rest as(TokenSource tokens) {
        return new Rest(http, server, tokens);
    }

    public URI server() {
        return server;
    }

    public HttpClient http() {
        return http;
    }

    /// Makes an account.
    public User register(String name, String password) {
        return read(call("POST", "/v1/accounts", object().put("name", name).put("password", password)), User.class);
    }

    /// Logs in as a device of that name.
    public Tokens login(String name, String password, String device) {
        ObjectNode body = object().put("name", name).put("password", password);
        body.set("device", object().put("kind", "pc").put("name", device));
        return read(call("POST", "/v1/tokens", body), Tokens.class);
    }

    Tokens refresh(String refreshToken, String key) {
        HttpRequest request = request("POST", "/v1/tokens/refresh", object().put("refreshToken", refreshToken))
                .header("Idempotency-Key", key)
                .build();
        return read(body(exchange(request)), Tokens.class);
    }

    /// The direct conversation with a person, made if there is none.
    public Conversation direct(String userId) {
        return read(
                call("POST", "/v1/conversations", object().put("kind", "direct").put("userId", userId)),
                Conversation.class);
    }

    /// A new group.
    public Conversation group(String title, List<String> memberIds) {
        ObjectNode body = object().put("kind", "group").put("title", title);
        body.set("memberIds", Json.MAPPER.valueToTree(memberIds));
        return read(call("POST", "/v1/conversations", body), Conversation.class);
    }

    /// A conversation as it is now; empty if it isn't the caller's.
    public Optional<Conversation> conversation(String id) {
        try {
            return Optional.of(read(call("GET", "/v1/conversations/" + encoded(id), null), Conversation.class));
        } catch (ProblemException refused) {
            if (refused.problem().code().equals("notFound")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /// At most `limit` entries below `before`; the newest if that is null.
    public EntryPage entries(String conversationId, @Nullable Long before, int limit) {
        String below = before == null ? "" : "&before=" + before;
        String path = "/v1/conversations/" + encoded(conversationId) + "/entries?limit=" + limit + below;
        return read(call("GET", path, null), EntryPage.class);
    }

    /// All counts.
    public Unread unread() {
        return read(call("GET", "/v1/unread", null), Unread.class);
    }

    /// The person of exactly this name, without regard to case.
    public Optional<User> user(String name) {
        JsonNode page = call("GET", "/v1/users?limit=200&q=" + encoded(name), null);
        List<User> users = Json.MAPPER.convertValue(page.path("items"), new TypeReference<List<User>>() {});
        return users.stream().filter(user -> user.name().equalsIgnoreCase(name)).findFirst();
    }

    private JsonNode call(String method, String path, @Nullable ObjectNode body) {
        HttpRequest.Builder request = request(method, path, body);
        if (tokens == null) {
            return body(exchange(request.build()));
        }
        AccessToken token = tokens.token(null);
        HttpResponse<byte[]> response = exchange(authorized(request, token));
        if (response.statusCode() == UNAUTHORIZED) {
            response = exchange(authorized(request, tokens.token(token)));
        }
        return body(response);
    }

    private static HttpRequest authorized(HttpRequest.Builder request, AccessToken token) {
        return request.setHeader("Authorization", "Bearer " + token.value()).build();
    }

    private HttpRequest.Builder request(String method, String path, @Nullable ObjectNode body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
        if (body == null) {
            return request.method(method, BodyPublishers.noBody());
        }
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()));
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw new UnavailableException("no answer from " + server, unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting for " + server, interrupted);
        }
    }

    private JsonNode body(HttpResponse<byte[]> response) {
        try {
            JsonNode body = Json.MAPPER.readTree(response.body());
            if (response.statusCode() < FIRST_ERROR) {
                return body;
            }
            if (body.path("code").isTextual()) {
                throw new ProblemException(Json.MAPPER.treeToValue(body, Problem.class));
            }
        } catch (IOException notJson) {
            throw new UnavailableException(server + " doesn't answer like a Hongyan server", notJson);
        }
        throw new UnavailableException(server + " answered " + response.statusCode());
    }

    private <T> T read(JsonNode body, Class<T> type) {
        try {
            return Json.MAPPER.treeToValue(body, type);
        } catch (JsonProcessingException other) {
            throw new UnavailableException(server + " doesn't answer like a Hongyan server", other);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
