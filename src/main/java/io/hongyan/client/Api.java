package io.hongyan.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// The REST calls of the protocol, on behalf of one account or, before there is one, of nobody.
///
/// Thread-safe. Calls block; an [IOException] means that no answer came.
public final class Api {

    /// Longer than a server takes to say that it doesn't know (8 s).
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// The protocol's most entries on a page.
    private static final int PAGE = 200;

    /// The most accounts that one call makes.
    private static final int BATCH = 1_000;

    private static final int LIFE_SECONDS = 86_400;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI server;
    private final @Nullable String token;

    private Api(HttpClient http, URI server, @Nullable String token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    public static Api of(URI server) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        return new Api(http, server, null);
    }

    /// The same server, spoken to with `token`.
    public Api as(String token) {
        return new Api(http, server, token);
    }

    /// The token that these calls are made with.
    public String token() {
        return requireNonNull(token, "nobody is logged in");
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    public Answer post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    public Answer put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return call("PUT", path, body);
    }

    public Answer patch(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return call("PATCH", path, body);
    }

    /// Logs in, and speaks as that account from then on.
    public Api login(String name, String password) throws IOException, InterruptedException {
        JsonNode tokens =
                post("/v1/tokens", Map.of("name", name, "password", password)).ok();
        return as(tokens.path("accessToken").asText());
    }

    /// Makes accounts of these names without passwords, with tokens for a day: administrators may.
    public List<MadeAccount> makeAccounts(List<String> names) throws IOException, InterruptedException {
        List<MadeAccount> made = new ArrayList<>();
        for (int from = 0; from < names.size(); from += BATCH) {
            made.addAll(makeBatch(names.subList(from, Math.min(from + BATCH, names.size()))));
        }
        return made;
    }

    private List<MadeAccount> makeBatch(List<String> names) throws IOException, InterruptedException {
        List<Map<String, String>> wanted =
                names.stream().map(name -> Map.of("name", name)).toList();
        List<String> ids = post("/v1/admin/accounts", Map.of("accounts", wanted))
                .ok()
                .path("items")
                .findValuesAsText("id");
        JsonNode minted = post("/v1/admin/tokens", Map.of("userIds", ids, "lifeSeconds", LIFE_SECONDS))
                .ok()
                .path("items");
        return IntStream.range(0, names.size())
                .mapToObj(i -> new MadeAccount(
                        ids.get(i),
                        names.get(i),
                        minted.path(i).path("deviceId").asText(),
                        as(minted.path(i).path("accessToken").asText())))
                .toList();
    }

    /// All entries of a conversation after `after`, page by page, as the server has them now.
    public List<Entry> entries(String conversationId, long after) throws IOException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        long known = after;
        long head = Long.MAX_VALUE;
        while (known < head) {
            JsonNode page = get("/v1/conversations/%s/entries?after=%d&limit=%d".formatted(conversationId, known, PAGE))
                    .ok();
            head = page.path("headSeq").asLong();
            List<Entry> items = Entry.list(page.path("items"));
            if (items.isEmpty()) {
                break;
            }
            entries.addAll(items);
            known = items.get(items.size() - 1).seq();
        }
        return entries;
    }

    private Answer call(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        JsonNode answer = response.body().length == 0 ? MissingNode.getInstance() : JSON.readTree(response.body());
        return new Answer(method + " " + path, response.statusCode(), answer);
    }
}
