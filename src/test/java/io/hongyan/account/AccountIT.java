package io.hongyan.account;

import io.hongyan.testing.Answer;
import io.hongyan.testing.RestClient;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

final class AccountIT {

    private static final TestServer SERVER = TestServer.shared();
    private static final RestClient REST = SERVER.rest();
    private static final String PASSWORD = "correct horse";

    private static Answer register(String name) {
        return REST.post("/v1/accounts", Map.of("name", name, "password", PASSWORD));
    }

    private static Answer logIn(String name, String password) {
        return REST.post("/v1/tokens", Map.of("name", name, "password", password));
    }

    private static Answer refresh(RestClient rest, String token) {
        return rest.post("/v1/tokens/refresh", Map.of("refreshToken", token));
    }

    private static RestClient bearer(Answer tokens) {
        return REST.withToken(tokens.text("/accessToken"));
    }

    @Nested
    final class Registering {

        @Test
        void makesAnAccountThatCanLogIn() {
            Answer registered =
                    REST.post("/v1/accounts", Map.of("name", "Zhang.San", "password", PASSWORD, "displayName", "张三"));

            Answer me = bearer(logIn("zhang.san", PASSWORD).expect(201)).get("/v1/me");

            assertThat(registered.status()).isEqualTo(201);
            assertThat(registered.text("/displayName")).isEqualTo("张三");
            assertThat(me.text("/id")).isEqualTo(registered.text("/id"));
            assertThat(me.text("/name")).isEqualTo("Zhang.San");
            assertThat(me.text("/role")).isEqualTo("user");
            assertThat(registered.body()).doesNotContain("assword");
        }

        @Test
        void refusesANameThatDiffersInCaseOnly() {
            register("Taken").expect(201);

            Answer again = register("tAKEN");

            assertThat(again.status()).isEqualTo(409);
            assertThat(again.text("/code")).isEqualTo("conflict");
        }

        @Test
        void namesEveryFieldThatIsWrong() {
            Answer wrong = REST.post("/v1/accounts", Map.of("name", "a b", "password", "short", "displayName", " "));

            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.json().at("/errors").findValuesAsText("pointer"))
                    .containsExactly("/displayName", "/name", "/password");
        }

        @Test
        void answersARepeatedRequestWithTheFirstAccount() {
            RestClient keyed = REST.with("Idempotency-Key", "a-registration");
            Map<String, String> request = Map.of("name", "repeated", "password", PASSWORD);

            Answer first = keyed.post("/v1/accounts", request);
            Answer second = keyed.post("/v1/accounts", request);
            Answer other = keyed.post(
                    "/v1/accounts", Map.of("name", "repeated", "password", PASSWORD, "displayName", "Other"));

            assertThat(first.status()).isEqualTo(201);
            assertThat(second.status()).isEqualTo(201);
            assertThat(second.text("/id")).isEqualTo(first.text("/id"));
            assertThat(other.status()).isEqualTo(409);
        }

        @Test
        void keepsTheAdministratorsNameForTheAdministrator() {
            assertThat(register("Admin").status()).isEqualTo(409);
        }
    }

    @Nested
    final class LoggingIn {

        @Test
        void saysTheSameOfAWrongPasswordAndAnUnknownName() {
            register("wrong.password").expect(201);

            Answer wrong = logIn("wrong.password", "incorrect horse");
            Answer unknown = logIn("nobody.at.all", "incorrect horse");

            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(unknown.body()).isEqualTo(wrong.body());
        }

        @Test
        void keepsTheDeviceThatTheClientNames() {
            register("same.device").expect(201);
            Map<String, Object> device = Map.of("kind", "ios", "name", "phone");
            Answer first =
                    REST.post("/v1/tokens", Map.of("name", "same.device", "password", PASSWORD, "device", device));
            String id = first.expect(201).text("/device/id");

            Answer second = REST.post(
                    "/v1/tokens",
                    Map.of(
                            "name",
                            "same.device",
                            "password",
                            PASSWORD,
                            "device",
                            Map.of("id", id, "kind", "ios", "name", "renamed")));

            assertThat(second.text("/device/id")).isEqualTo(id);
            assertThat(second.text("/device/name")).isEqualTo("renamed");
            assertThat(bearer(first).get("/v1/me").status()).isEqualTo(401);
            assertThat(bearer(second).get("/v1/me").status()).isEqualTo(200);
        }

        @Test
        void givesSomebodyElsesDeviceIdANewDevice() {
            register("device.owner").expect(201);
            register("device.thief").expect(201);
            String owned = logIn("device.owner", PASSWORD).expect(201).text("/device/id");

            Answer stolen = REST.post(
                    "/v1/tokens",
                    Map.of(
                            "name",
                            "device.thief",
                            "password",
                            PASSWORD,
                            "device",
                            Map.of("id", owned, "kind", "pc", "name", "")));

            assertThat(stolen.status()).isEqualTo(201);
            assertThat(stolen.text("/device/id")).isNotEqualTo(owned);
        }

        @Test
        void endsWithLoggingOut() {
            register("leaves").expect(201);
            Answer tokens = logIn("leaves", PASSWORD).expect(201);

            Answer left = bearer(tokens).delete("/v1/tokens/current");

            assertThat(left.status()).isEqualTo(204);
            assertThat(bearer(tokens).get("/v1/me").status()).isEqualTo(401);
            assertThat(refresh(REST, tokens.text("/refreshToken")).status()).isEqualTo(401);
        }
    }

    @Nested
    final class Refreshing {

        @Test
        void rotatesTheTokenOnTheSameDevice() {
            register("rotates").expect(201);
            Answer first = logIn("rotates", PASSWORD).expect(201);

            Answer second = refresh(REST, first.text("/refreshToken"));

            assertThat(second.status()).isEqualTo(201);
            assertThat(second.text("/refreshToken")).isNotEqualTo(first.text("/refreshToken"));
            assertThat(second.text("/device/id")).isEqualTo(first.text("/device/id"));
            assertThat(bearer(second).get("/v1/me").status()).isEqualTo(200);
        }

        @Test
        void revokesTheWholeFamilyWhenAnOldTokenIsUsed() {
            register("stolen").expect(201);
            Answer first = logIn("stolen", PASSWORD).expect(201);
            Answer second = refresh(REST, first.text("/refreshToken")).expect(201);

            Answer thief = refresh(REST, first.text("/refreshToken"));

            assertThat(thief.status()).isEqualTo(401);
            assertThat(refresh(REST, second.text("/refreshToken")).status()).isEqualTo(401);
            assertThat(bearer(second).get("/v1/me").status()).isEqualTo(401);
        }

        @Test
        void repeatsTheAnswerToTheSameKey() {
            register("lost.answer").expect(201);
            Answer first = logIn("lost.answer", PASSWORD).expect(201);
            RestClient keyed = REST.with("Idempotency-Key", "a-refresh");

            Answer second = refresh(keyed, first.text("/refreshToken")).expect(201);
            Answer again = refresh(keyed, first.text("/refreshToken"));

            assertThat(again.status()).isEqualTo(201);
            assertThat(again.text("/refreshToken")).isEqualTo(second.text("/refreshToken"));
            assertThat(again.text("/expiresAt")).isEqualTo(second.text("/expiresAt"));
            assertThat(refresh(REST, again.text("/refreshToken")).status()).isEqualTo(201);
        }

        @Test
        void refusesAnInventedTokenWithoutHarmToTheFamily() {
            register("guessed").expect(201);
            Answer first = logIn("guessed", PASSWORD).expect(201);
            String token = first.text("/refreshToken");
            String forged = token.substring(0, 12) + "A".repeat(token.length() - 12);

            assertThat(refresh(REST, forged).status()).isEqualTo(401);
            assertThat(refresh(REST, token).status()).isEqualTo(201);
        }
    }

    @Nested
    final class Me {

        @Test
        void changesTheDisplayNameThatOthersSee() {
            TestUser user = SERVER.user("renamed");
            TestUser other = SERVER.user("looks");
            other.rest().get("/v1/users/" + user.id()).expect(200);

            Answer changed = user.rest().patch("/v1/me", Map.of("displayName", "鸿雁"));

            assertThat(changed.text("/displayName")).isEqualTo("鸿雁");
            assertThat(other.rest().get("/v1/users/" + user.id()).text("/displayName"))
                    .isEqualTo("鸿雁");
        }

        @Test
        void changesThePasswordAndLogsOtherDevicesOut() {
            register("changes.password").expect(201);
            RestClient here = bearer(logIn("changes.password", PASSWORD).expect(201));
            RestClient there = bearer(logIn("changes.password", PASSWORD).expect(201));
            Map<String, String> wrong = Map.of("password", "battery staple", "currentPassword", "guessed it");
            Map<String, String> right = Map.of("password", "battery staple", "currentPassword", PASSWORD);

            Answer refused = here.patch("/v1/me", wrong);
            Answer changed = here.patch("/v1/me", right);

            assertThat(refused.text("/errors/0/pointer")).isEqualTo("/currentPassword");
            assertThat(changed.status()).isEqualTo(200);
            assertThat(there.get("/v1/me").status()).isEqualTo(401);
            assertThat(here.get("/v1/me").status()).isEqualTo(200);
            assertThat(logIn("changes.password", PASSWORD).status()).isEqualTo(401);
            assertThat(logIn("changes.password", "battery staple").status()).isEqualTo(201);
        }
    }

    @Nested
    final class Searching {

        @Test
        void findsByTheBeginningOfNamesAndDisplayNamesPageByPage() {
            TestUser seeker = SERVER.user("seeker");
            // As they are found: 10 before 9.
            List<TestUser> named = SERVER.users("findable", 3).stream()
                    .sorted(Comparator.comparing(TestUser::name))
                    .toList();
            TestUser shown = SERVER.user("hidden");
            shown.rest().patch("/v1/me", Map.of("displayName", "Findable too")).expect(200);

            Answer first = seeker.rest().get("/v1/users?q=FINDABLE&limit=2");
            Answer second = seeker.rest().get("/v1/users?q=FINDABLE&limit=2&cursor=" + first.text("/nextCursor"));

            assertThat(first.json().at("/items").findValuesAsText("id"))
                    .containsExactly(
                            named.get(0).id().toString(), named.get(1).id().toString());
            assertThat(second.json().at("/items").findValuesAsText("id"))
                    .containsExactly(named.get(2).id().toString(), shown.id().toString());
        }

        @Test
        void refusesCursorsThatAreNotItsOwn() {
            RestClient rest = SERVER.user("cursors").rest();

            for (String text : List.of("0 0 \0", "1 0 a\0b", "0 x a", "7 0 a", "0 0", "")) {
                String cursor = Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8));
                Answer refused = rest.get("/v1/users?q=a&cursor=" + cursor.replace("=", "%3D"));
                assertThat(refused.status()).as(text).isEqualTo(422);
                assertThat(refused.text("/errors/0/pointer")).as(text).isEqualTo("/cursor");
            }
        }

        @Test
        void refusesLimitsOutsideOneToTwoHundred() {
            RestClient rest = SERVER.user("limits").rest();

            for (String limit : List.of("0", "201", "-1", "ten", "99999999999")) {
                Answer refused = rest.get("/v1/users?limit=" + limit);
                assertThat(refused.status()).as(limit).isEqualTo(422);
                assertThat(refused.text("/errors/0/pointer")).isEqualTo("/limit");
            }
        }
    }

    @Nested
    final class Administrating {

        @Test
        void isNothingToOthers() {
            RestClient user = SERVER.user("curious").rest();

            assertThat(user.post("/v1/admin/accounts", Map.of("accounts", List.of()))
                            .status())
                    .isEqualTo(404);
            assertThat(user.post("/v1/admin/tokens", "not json").status()).isEqualTo(404);
        }

        @Test
        void makesAccountsOnceHoweverOftenItIsAsked() {
            Map<String, Object> batch = Map.of(
                    "accounts",
                    List.of(Map.of("name", "bulk.one"), Map.of("name", "bulk.two"), Map.of("name", "Bulk.One")));

            Answer first = SERVER.administrator().post("/v1/admin/accounts", batch);
            Answer second = SERVER.administrator().post("/v1/admin/accounts", batch);

            assertThat(first.json().findValuesAsText("created")).containsExactly("true", "true", "false");
            assertThat(second.json().findValuesAsText("created")).containsExactly("false", "false", "false");
            assertThat(second.json().findValuesAsText("id"))
                    .isEqualTo(first.json().findValuesAsText("id"));
            assertThat(first.text("/items/0/id")).isEqualTo(first.text("/items/2/id"));
        }

        @Test
        void makesAThousandAccountsAndTokensAtOnce() {
            List<TestUser> users = SERVER.users("thousand", 1000);

            assertThat(users).extracting(TestUser::id).doesNotHaveDuplicates();
            assertThat(users.getLast().rest().get("/v1/me").text("/name"))
                    .isEqualTo(users.getLast().name());
        }

        @Test
        void disablesAnAccountAtOnce() {
            register("disabled").expect(201);
            Answer tokens = logIn("disabled", PASSWORD).expect(201);
            String id = tokens.text("/user/id");

            SERVER.administrator()
                    .patch("/v1/admin/accounts/" + id, Map.of("disabled", true))
                    .expect(200);

            assertThat(bearer(tokens).get("/v1/me").status()).isEqualTo(403);
            assertThat(refresh(REST, tokens.text("/refreshToken")).status()).isEqualTo(401);
            assertThat(logIn("disabled", PASSWORD).status()).isEqualTo(403);
            assertThat(SERVER.administrator()
                            .post("/v1/admin/tokens", Map.of("userIds", List.of(id)))
                            .status())
                    .isEqualTo(422);
        }

        @Test
        void letsADisabledAccountInAgain() {
            register("forgiven").expect(201);
            Answer before = logIn("forgiven", PASSWORD).expect(201);
            String path = "/v1/admin/accounts/" + before.text("/user/id");
            SERVER.administrator().patch(path, Map.of("disabled", true)).expect(200);

            SERVER.administrator().patch(path, Map.of("disabled", false)).expect(200);

            assertThat(bearer(before).get("/v1/me").status()).isEqualTo(401);
            assertThat(logIn("forgiven", PASSWORD).status()).isEqualTo(201);
        }

        @Test
        void namesTheUserThatNoTokenCanBeMadeFor() {
            TestUser user = SERVER.user("known");

            Answer refused = SERVER.administrator()
                    .post(
                            "/v1/admin/tokens",
                            Map.of("userIds", List.of(user.id().toString(), "12345")));

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("/errors/0/pointer")).isEqualTo("/userIds/1");
        }
    }
}
