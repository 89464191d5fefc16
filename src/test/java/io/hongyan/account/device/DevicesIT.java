package io.hongyan.account.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.RestClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Devices that one is logged in on. On the shared server a PC replaces another, and Android allows one.
final class DevicesIT {

    private static final String PASSWORD = "a long password";

    private final TestServer server = TestServer.shared();
    private final String name = "d-" + UUID.randomUUID().toString().substring(0, 18);

    DevicesIT() {
        server.rest()
                .post("/v1/accounts", Map.of("name", name, "password", PASSWORD))
                .expect(201);
    }

    @Test
    void areListedAndLoggedOut() {
        JsonNode web = login("web").expect(201).json();
        JsonNode phone = login("ios").expect(201).json();

        List<JsonNode> listed = list(web);
        assertThat(listed).extracting(device -> device.at("/kind").asText()).containsExactlyInAnyOrder("web", "ios");
        assertThat(listed)
                .filteredOn(device -> device.at("/current").asBoolean())
                .singleElement()
                .satisfies(device -> assertThat(device.at("/id")).isEqualTo(web.at("/device/id")));

        try (TestSocket socket = socket(phone)) {
            as(web).delete("/v1/devices/" + phone.at("/device/id").asText()).expect(204);
            await().until(() -> !socket.isOpen());
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
        assertThat(list(web)).hasSize(1);
        assertThat(as(phone).get("/v1/me").status()).isEqualTo(401);
        assertThat(as(web).delete("/v1/devices/" + phone.at("/device/id").asText())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void allOthersAreLoggedOutAtOnce() {
        JsonNode web = login("web").expect(201).json();
        JsonNode phone = login("ios").expect(201).json();

        as(web).delete("/v1/devices").expect(204);

        assertThat(as(phone).get("/v1/me").status()).isEqualTo(401);
        assertThat(as(web).get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void nobodySeesOrEndsThoseOfOthers() {
        JsonNode web = login("web").expect(201).json();

        assertThat(server.user("other")
                        .rest()
                        .delete("/v1/devices/" + web.at("/device/id").asText())
                        .status())
                .isEqualTo(404);
        assertThat(as(web).get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aPushTokenLastsAsLongAsTheLogin() {
        JsonNode phone = login("ios").expect(201).json();
        as(phone)
                .put("/v1/devices/current/push-token", Map.of("provider", "hms", "token", "t-1"))
                .expect(204);
        as(phone)
                .put("/v1/devices/current/push-token", Map.of("provider", "fcm", "token", "t-2"))
                .expect(204);
        assertThat(list(phone).getFirst().at("/push").asText()).isEqualTo("fcm");
        assertThat(as(phone)
                        .put("/v1/devices/current/push-token", Map.of("provider", "a b", "token", ""))
                        .status())
                .isEqualTo(422);

        assertThat(as(phone)
                        .put("/v1/devices/current/push-token", Map.of("provider", "fcm", "token", "x".repeat(4_097)))
                        .expect(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/token");

        as(phone).delete("/v1/devices/current/push-token").expect(204);
        assertThat(list(phone).getFirst().has("push")).isFalse();
    }

    @Test
    void severalOfAKindStayWhereTheirKindAllowsIt() {
        JsonNode first = login("ios").expect(201).json();
        JsonNode second = login("ios").expect(201).json();

        assertThat(list(second)).hasSize(2);
        assertThat(as(first).get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void theOlderOneOfAKindGivesWay() {
        JsonNode older = login("pc").expect(201).json();
        try (TestSocket socket = socket(older)) {
            JsonNode newer = login("pc").expect(201).json();

            await().until(() -> !socket.isOpen());
            assertThat(socket.closeCode()).isEqualTo(4409);
            assertThat(socket.frame("bye").at("/code").asText()).isEqualTo("replaced");
            assertThat(list(newer)).hasSize(1);
        }
        assertThat(server.rest()
                        .post(
                                "/v1/tokens/refresh",
                                Map.of("refreshToken", older.at("/refreshToken").asText()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aSecondOneOfAKindIsRefusedUntilTheFirstIsLoggedOut() {
        JsonNode first = login("android").expect(201).json();

        assertThat(login("android").expect(409).text("/code")).isEqualTo("conflict");
        // The same device may log in anew.
        String device = first.at("/device/id").asText();
        JsonNode again = server.rest()
                .post(
                        "/v1/tokens",
                        Map.of(
                                "name",
                                name,
                                "password",
                                PASSWORD,
                                "device",
                                Map.of("id", device, "kind", "android", "name", "")))
                .expect(201)
                .json();
        as(again).delete("/v1/tokens/current").expect(204);
        login("android").expect(201);
    }

    private Answer login(String kind) {
        return server.rest()
                .post(
                        "/v1/tokens",
                        Map.of("name", name, "password", PASSWORD, "device", Map.of("kind", kind, "name", kind)));
    }

    private RestClient as(JsonNode login) {
        return server.rest().withToken(login.at("/accessToken").asText());
    }

    private List<JsonNode> list(JsonNode login) {
        JsonNode items = as(login).get("/v1/devices").expect(200).json().at("/items");
        return List.copyOf(items.findParents("id"));
    }

    private TestSocket socket(JsonNode login) {
        TestSocket socket = TestSocket.open(server.address());
        assertThat(socket.ask(Map.of(
                                "t", "hello", "token", login.at("/accessToken").asText()))
                        .at("/t")
                        .asText())
                .isEqualTo("welcome");
        return socket;
    }
}
