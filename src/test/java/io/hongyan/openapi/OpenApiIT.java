package io.hongyan.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// `/v1/openapi.json` as the real server gives it, held against docs/protocol.md.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiIT {

    private static final String CONVERSATION = "/v1/conversations/{conversation}";

    private JsonNode document;

    @BeforeAll
    void ask() {
        document =
                TestServer.shared().rest().get("/v1/openapi.json").expect(200).json();
    }

    @ParameterizedTest
    @CsvSource({
        "post, /v1/accounts, 201",
        "post, /v1/tokens, 201",
        "post, /v1/tokens/refresh, 201",
        "delete, /v1/tokens/current, 204",
        "get, /v1/devices, 200",
        "delete, /v1/devices, 204",
        "delete, /v1/devices/{device}, 204",
        "put, /v1/devices/current/push-token, 204",
        "delete, /v1/devices/current/push-token, 204",
        "get, /v1/me, 200",
        "patch, /v1/me, 200",
        "get, /v1/users, 200",
        "get, /v1/users/{id}, 200",
        "post, /v1/conversations, 200 201",
        "get, /v1/conversations, 200",
        "get, …, 200",
        "patch, …, 200",
        "delete, …, 204",
        "get, …/members, 200",
        "post, …/members, 200",
        "delete, …/members/{member}, 204",
        "patch, …/members/{member}, 200",
        "post, …/messages, 200 201",
        "delete, …/messages/{seq}, 200",
        "patch, …/messages/{seq}, 200",
        "get, …/messages/{seq}/edits, 200",
        "get, …/messages/{seq}/receipts, 200",
        "put, …/messages/{seq}/reactions/{emoji}, 200",
        "delete, …/messages/{seq}/reactions/{emoji}, 200",
        "put, …/messages/{seq}/pin, 200",
        "delete, …/messages/{seq}/pin, 200",
        "get, …/pins, 200",
        "post, …/forwards, 200 201",
        "get, /v1/drafts, 200",
        "put, …/draft, 204",
        "delete, …/draft, 204",
        "post, …/links, 200",
        "delete, …/links, 204",
        "post, /v1/joins, 200",
        "get, …/requests, 200",
        "post, …/requests/{user}, 204",
        "delete, …/requests/{user}, 204",
        "get, …/entries, 200",
        "put, …/read, 200",
        "put, …/unread, 200",
        "patch, …/settings, 200",
        "get, /v1/unread, 200",
        "post, /v1/contacts/requests, 201",
        "get, /v1/contacts/requests, 200",
        "post, /v1/contacts/requests/{request}/accept, 200",
        "post, /v1/contacts/requests/{request}/decline, 200",
        "delete, /v1/contacts/requests/{request}, 204",
        "post, /v1/media, 201",
        "head, /v1/media/{media}, 200",
        "patch, /v1/media/{media}, 204",
        "delete, /v1/media/{media}, 204",
        "get, /v1/media/{media}, 200",
        "get, /v1/media/{media}/content, 200 206",
        "get, /v1/media/{media}/thumbnail, 200 206",
        "post, /v1/media/{media}/links, 200",
        "get, /v1/media/links/{link}, 200 206",
        "get, /v1/contacts, 200",
        "patch, /v1/contacts/{contact}, 200",
        "delete, /v1/contacts/{contact}, 204",
        "put, /v1/following/{user}, 204",
        "delete, /v1/following/{user}, 204",
        "get, /v1/users/{user}/followers, 200",
        "get, /v1/users/{user}/following, 200",
        "get, /v1/blocks, 200",
        "put, /v1/blocks/{user}, 204",
        "delete, /v1/blocks/{user}, 204",
        "get, /v1/users/{user}/relation, 200",
        "get, /v1/users/{user}/relation/common, 200",
        "get, /v1/suggestions, 200",
        "post, /v1/posts, 201",
        "get, /v1/posts/{post}, 200",
        "delete, /v1/posts/{post}, 204",
        "put, /v1/posts/{post}/like, 204",
        "delete, /v1/posts/{post}/like, 204",
        "get, /v1/posts/{post}/likes, 200",
        "post, /v1/posts/{post}/comments, 201",
        "get, /v1/posts/{post}/comments, 200",
        "delete, /v1/posts/{post}/comments/{comment}, 204",
        "get, /v1/feed, 200",
        "get, /v1/feed/unread, 200",
        "put, /v1/feed/read, 200",
        "get, /v1/users/{user}/posts, 200",
        "get, /v1/sync, 200",
        "get, /v1/events, 200",
        "post, /v1/admin/accounts, 201",
        "patch, /v1/admin/accounts/{id}, 200",
        "post, /v1/admin/tokens, 201",
        "post, /v1/admin/invites, 201",
        "put, /v1/admin/conversations/{conversation}/fanout, 200",
        "put, /v1/admin/users/{user}/fanout, 200",
        "post, /v1/admin/users/{user}/followers, 200",
        "get, /v1/admin/verify, 200",
    })
    void everyCallIsThereWithItsAnswers(String method, String path, String statuses) {
        JsonNode operation =
                document.path("paths").path(path.replace("…", CONVERSATION)).path(method);

        List<String> answers = new ArrayList<>(List.of(statuses.split(" ")));
        // Any failure.
        answers.add("default");
        assertThat(names(operation.path("responses"))).containsExactlyInAnyOrderElementsOf(answers);
        assertThat(operation.at("/responses/default/content").fieldNames())
                .toIterable()
                .containsExactly("application/problem+json");
    }

    @Test
    void idsAreStrings() {
        List<Map.Entry<String, JsonNode>> ids =
                properties().filter(property -> isId(property.getKey())).toList();

        assertThat(ids)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        id -> assertThat(type(id.getValue())).as(id.getKey()).isEqualTo("string"));
    }

    @Test
    void noNumberIsAnIdInAPath() {
        List<JsonNode> parameters = document.findValues("parameters").stream()
                .flatMap(OpenApiIT::elements)
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .filter(parameter -> !parameter.path("name").asText().equals("seq"))
                .toList();

        assertThat(parameters)
                .isNotEmpty()
                .allSatisfy(parameter ->
                        assertThat(parameter.at("/schema/type").asText()).isEqualTo("string"));
    }

    /// Of all objects in requests and answers.
    private Stream<Map.Entry<String, JsonNode>> properties() {
        return elements(document.at("/components/schemas"))
                .flatMap(schema -> schema.path("properties").properties().stream());
    }

    private static boolean isId(String name) {
        return name.equals("id") || name.endsWith("Id") || name.endsWith("Ids") || name.equals("added");
    }

    /// The type of a value, or of those in a list.
    private static String type(JsonNode schema) {
        return schema.has("items")
                ? type(schema.path("items"))
                : schema.path("type").asText();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(node.elements(), 0), false);
    }
}
