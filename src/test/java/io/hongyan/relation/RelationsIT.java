package io.hongyan.relation;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.hongyan.testing.Chats.direct;
import static io.hongyan.testing.Chats.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class RelationsIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");

    @BeforeAll
    static void neo4jIsThere() {
        Relations.awaitNeo4j(TestServer.shared());
    }

    @Test
    void aRequestThatIsAcceptedMakesFriends() {
        Answer asked = ask(alice, bob, "我是小雁");
        JsonNode seen = incoming(bob);

        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.text("/state")).isEqualTo("pending");
        assertThat(seen.at("/items/0/id").asText()).isEqualTo(asked.text("/id"));
        assertThat(seen.at("/items/0/message").asText()).isEqualTo("我是小雁");
        assertThat(outgoing(alice).at("/items/0/to").asText()).isEqualTo(id(bob));
        assertThat(contacts(bob).at("/items")).isEmpty();

        Answer accepted = answer(bob, asked.text("/id"), "accept").expect(200);

        assertThat(accepted.text("/state")).isEqualTo("accepted");
        assertThat(answer(bob, asked.text("/id"), "accept").expect(200).text("/state"))
                .isEqualTo("accepted");
        for (TestUser user : List.of(alice, bob)) {
            JsonNode contacts = contacts(user);
            assertThat(contacts.at("/items")).hasSize(1);
            assertThat(contacts.at("/items/0/mutual").asBoolean()).isTrue();
            assertThat(contacts.at("/items/0/user/name").asText()).isEqualTo(user == alice ? bob.name() : alice.name());
        }
        assertThat(incoming(bob).at("/items")).isEmpty();
        assertThat(outgoing(alice).at("/items")).isEmpty();
    }

    @Test
    void askingAgainChangesTheMessageAndNothingElse() {
        Answer first = ask(alice, bob, "hello");
        Answer again = ask(alice, bob, "hello, it's me");

        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        assertThat(again.text("/at")).isEqualTo(first.text("/at"));
        assertThat(incoming(bob).at("/items")).hasSize(1);
        assertThat(incoming(bob).at("/items/0/message").asText()).isEqualTo("hello, it's me");
    }

    @Test
    void twoWhoAskEachOtherAtOnceAreFriends() {
        for (int round = 0; round < 10; round++) {
            TestUser one = server.user("one");
            TestUser other = server.user("other");

            List<CompletableFuture<Answer>> calls = Stream.of(List.of(one, other), List.of(other, one))
                    .map(pair -> CompletableFuture.supplyAsync(
                            () -> ask(pair.getFirst(), pair.getLast(), ""), Thread::startVirtualThread))
                    .toList();
            List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();

            assertThat(answers).extracting(Answer::status).containsOnly(201);
            assertThat(answers)
                    .extracting(answer -> answer.text("/state"))
                    .containsExactlyInAnyOrder("pending", "accepted");
            assertThat(contacts(one).at("/items/0/mutual").asBoolean()).isTrue();
            assertThat(contacts(other).at("/items/0/mutual").asBoolean()).isTrue();
            assertThat(incoming(one).at("/items")).isEmpty();
            assertThat(incoming(other).at("/items")).isEmpty();
        }
    }

    @Test
    void whoeverIsDeclinedIsNotTold() {
        String request = ask(alice, bob, "please").text("/id");

        assertThat(answer(bob, request, "decline").expect(200).text("/state")).isEqualTo("declined");

        assertThat(incoming(bob).at("/items")).isEmpty();
        assertThat(outgoing(alice).at("/items/0/state").asText()).isEqualTo("pending");
        assertThat(ask(alice, bob, "please!").text("/state")).isEqualTo("pending");
        assertThat(incoming(bob).at("/items")).isEmpty();
        assertProblem(answer(bob, request, "accept"), 410, "gone");
    }

    @Test
    void aRequestIsAnsweredByWhomItWasMadeToOnly() {
        String request = ask(alice, bob, "").text("/id");

        assertProblem(answer(alice, request, "accept"), 404, "notFound");
        assertProblem(answer(carol, request, "decline"), 404, "notFound");
        assertProblem(answer(bob, "7", "accept"), 404, "notFound");
        assertProblem(answer(bob, "x", "accept"), 404, "notFound");

        assertThat(carol.rest().delete("/v1/contacts/requests/" + request).status())
                .isEqualTo(204);
        assertThat(incoming(bob).at("/items")).hasSize(1);
        assertThat(alice.rest().delete("/v1/contacts/requests/" + request).status())
                .isEqualTo(204);
        assertThat(incoming(bob).at("/items")).isEmpty();
        assertProblem(answer(bob, request, "accept"), 404, "notFound");
    }

    @Test
    void whoeverRemovesAContactIsStillTheirs() {
        befriend(alice, bob);

        alice.rest().delete("/v1/contacts/" + bob.id()).expect(204);
        alice.rest().delete("/v1/contacts/" + bob.id()).expect(204);

        assertThat(contacts(alice).at("/items")).isEmpty();
        assertThat(contacts(bob).at("/items/0/mutual").asBoolean()).isFalse();
        assertThat(ask(alice, bob, "").text("/state")).isEqualTo("accepted");
        assertThat(contacts(bob).at("/items/0/mutual").asBoolean()).isTrue();
    }

    @Test
    void devicesAreToldWhenContactsOrRequestsHaveChanged() {
        try (TestSocket hers = TestSocket.connect(server, server.device(alice));
                TestSocket his = TestSocket.connect(server, bob)) {
            String request = ask(alice, bob, "hello").text("/id");
            awaitHints(hers, 1);
            awaitHints(his, 1);

            answer(bob, request, "accept").expect(200);
            awaitVersion(hers, contacts(alice).at("/version").asLong());
            awaitVersion(his, contacts(bob).at("/version").asLong());

            patch(alice, bob, Map.of("remark", "老王"));
            awaitVersion(hers, contacts(alice).at("/version").asLong());
            alice.rest().delete("/v1/contacts/" + bob.id()).expect(204);
            awaitVersion(his, contacts(bob).at("/version").asLong());
        }
    }

    @Test
    void whoeverHasBlockedSomebodyIsNotToldThatTheyAsk() {
        bob.rest().put("/v1/blocks/" + carol.id(), Map.of()).expect(204);
        try (TestSocket his = TestSocket.connect(server, bob);
                TestSocket hers = TestSocket.connect(server, carol)) {
            ask(carol, bob, "let me in");
            awaitHints(hers, 1);
            ask(bob, alice, "hello");
            awaitHints(his, 1);

            assertThat(hints(his)).hasSize(1);
        }
    }

    private static void awaitHints(TestSocket socket, int count) {
        await().until(() -> hints(socket).size() >= count);
    }

    private static void awaitVersion(TestSocket socket, long version) {
        assertThat(version).isPositive();
        await("version " + version)
                .until(() -> hints(socket).stream()
                        .anyMatch(hint -> hint.at("/version").asLong() == version));
    }

    private static List<JsonNode> hints(TestSocket socket) {
        return socket.frames().stream()
                .filter(frame -> frame.at("/t").asText().equals("contacts"))
                .toList();
    }

    @Test
    void aDeviceAsksForWhatChangedOfTheContacts() {
        List<TestUser> many = server.users("many", 5);
        many.forEach(user -> befriend(alice, user));
        JsonNode first = contacts(alice);
        long version = first.at("/version").asLong();
        assertThat(first.at("/items")).hasSize(5);
        assertThat(alice.rest().get("/v1/contacts?since=" + version).json().at("/items"))
                .isEmpty();

        patch(alice, many.get(2), Map.of("remark", "老王", "labels", List.of("work"), "starred", true));
        alice.rest().delete("/v1/contacts/" + many.get(4).id()).expect(204);

        JsonNode changed = alice.rest().get("/v1/contacts?since=" + version).json();
        assertThat(changed.at("/items")).hasSize(1);
        assertThat(changed.at("/items/0/remark").asText()).isEqualTo("老王");
        assertThat(changed.at("/items/0/labels/0").asText()).isEqualTo("work");
        assertThat(changed.at("/items/0/starred").asBoolean()).isTrue();
        assertThat(changed.at("/removed/0").asText()).isEqualTo(id(many.get(4)));
        patch(alice, many.get(2), Map.of("starred", false));
        assertThat(contacts(alice).at("/items").findValuesAsText("remark")).contains("老王");
    }

    @Test
    void contactsComeInPagesThatMissNothing() {
        List<TestUser> many = server.users("paged", 7);
        many.forEach(user -> befriend(alice, user));
        alice.rest().delete("/v1/contacts/" + many.get(3).id()).expect(204);

        List<String> seen = new ArrayList<>();
        long since = 0;
        JsonNode page;
        do {
            page = alice.rest()
                    .get("/v1/contacts?limit=2&since=" + since)
                    .expect(200)
                    .json();
            page.at("/items").forEach(item -> seen.add(item.at("/userId").asText()));
            since = page.at("/version").asLong();
        } while (page.at("/more").asBoolean());

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(many.stream()
                        .filter(user -> user != many.get(3))
                        .map(RelationsIT::id)
                        .toList());
    }

    @Test
    void followersAreListedNewestFirst() {
        List<TestUser> fans = server.users("fan", 5);
        fans.forEach(
                fan -> fan.rest().put("/v1/following/" + alice.id(), Map.of()).expect(204));
        fans.getFirst().rest().put("/v1/following/" + alice.id(), Map.of()).expect(204);
        fans.get(1).rest().delete("/v1/following/" + alice.id()).expect(204);

        JsonNode first =
                bob.rest().get("/v1/users/" + alice.id() + "/followers?limit=3").json();
        JsonNode second = bob.rest()
                .get("/v1/users/" + alice.id() + "/followers?limit=3&cursor="
                        + first.at("/nextCursor").asText())
                .json();

        assertThat(Stream.of(first, second).flatMap(page -> page.at("/items").findValuesAsText("userId").stream()))
                .containsExactly(id(fans.get(4)), id(fans.get(3)), id(fans.get(2)), id(fans.get(0)));
        assertThat(second.has("nextCursor")).isFalse();
        JsonNode relation = fans.get(2).rest().get(relation(alice)).expect(200).json();
        assertThat(relation.at("/followers").asLong()).isEqualTo(4);
        assertThat(relation.at("/following").asBoolean()).isTrue();
        assertThat(fans.get(2)
                        .rest()
                        .get("/v1/users/" + fans.get(2).id() + "/following")
                        .json()
                        .at("/items/0/userId")
                        .asText())
                .isEqualTo(id(alice));
    }

    @Test
    void whomSomebodyFollowsIsListedByPages() {
        List<TestUser> authors = server.users("author", 3);
        authors.forEach(author ->
                alice.rest().put("/v1/following/" + author.id(), Map.of()).expect(204));

        assertThat(twoPages(bob, "/v1/users/" + alice.id() + "/following", "userId"))
                .containsExactlyElementsOf(
                        authors.reversed().stream().map(RelationsIT::id).toList());
    }

    @Test
    void commonContactsAreListedByPages() {
        List<TestUser> common = server.users("common", 3);
        common.forEach(user -> {
            befriend(alice, user);
            befriend(bob, user);
        });
        befriend(alice, carol);

        assertThat(twoPages(alice, relation(bob) + "/common", "id"))
                .containsExactlyElementsOf(common.stream()
                        .map(TestUser::id)
                        .sorted()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void aBlockStopsMessagesRequestsAndFollowingAndIsNotTold() {
        befriend(alice, bob);
        String direct = direct(bob, alice).expect(201).text("/id");
        say(bob, direct).expect(201);
        bob.rest().put("/v1/following/" + alice.id(), Map.of()).expect(204);

        alice.rest().put("/v1/blocks/" + bob.id(), Map.of()).expect(204);

        assertProblem(say(bob, direct), 403, "notAllowed");
        assertProblem(say(alice, direct), 403, "notAllowed");
        assertThat(ask(bob, alice, "").status()).isEqualTo(201);
        assertThat(incoming(alice).at("/items")).isEmpty();
        assertProblem(bob.rest().put("/v1/following/" + alice.id(), Map.of()), 403, "notAllowed");
        assertThat(alice.rest()
                        .get("/v1/users/" + alice.id() + "/followers")
                        .json()
                        .at("/items"))
                .isEmpty();
        assertThat(bob.rest().get(relation(alice)).json().at("/blocked").asBoolean())
                .isFalse();
        assertThat(alice.rest().get("/v1/blocks").json().at("/items/0/userId").asText())
                .isEqualTo(id(bob));
        assertProblem(group(bob, alice), 403, "notAllowed");
        assertThat(group(bob, carol).status()).isEqualTo(201);

        alice.rest().delete("/v1/blocks/" + bob.id()).expect(204);
        say(bob, direct).expect(201);
        assertThat(incoming(alice).at("/items")).isEmpty();
    }

    @Test
    void aGroupGoesOnWhereMembersBlockEachOther() {
        String group = group(alice, bob, carol).expect(201).text("/id");
        bob.rest().put("/v1/blocks/" + alice.id(), Map.of()).expect(204);

        say(alice, group).expect(201);
        await().untilAsserted(() -> say(bob, group).expect(201));
    }

    @Test
    void saysHowFarPeopleAreAndWhomTheyShare() {
        befriend(alice, bob);
        befriend(bob, carol);
        TestUser dave = server.user("dave");
        TestUser erin = server.user("erin");
        befriend(carol, dave);
        befriend(dave, erin);

        assertThat(distance(alice, bob)).isEqualTo(1);
        assertThat(distance(alice, carol)).isEqualTo(2);
        assertThat(distance(alice, dave)).isEqualTo(3);
        assertThat(distance(alice, erin)).isZero();
        assertThat(alice.rest()
                        .get(relation(carol) + "/common")
                        .json()
                        .at("/items/0/id")
                        .asText())
                .isEqualTo(id(bob));
    }

    @Test
    void suggestsWhomOneMayKnow() {
        TestUser popular = server.user("popular");
        TestUser blocked = server.user("blocked");
        befriend(alice, bob);
        befriend(alice, carol);
        befriend(bob, popular);
        befriend(carol, popular);
        TestUser once = server.user("once");
        befriend(bob, once);
        befriend(bob, blocked);
        blocked.rest().put("/v1/blocks/" + alice.id(), Map.of()).expect(204);
        TestUser mate = server.user("mate");
        group(alice, mate, bob).expect(201);

        await().untilAsserted(() -> assertThat(suggested(alice)).containsExactly(id(popular), id(once), id(mate)));
        JsonNode page = alice.rest().get("/v1/suggestions?limit=2").json();
        assertThat(page.at("/items")).hasSize(2);
        assertThat(page.at("/items/0/commonFriends").asInt()).isEqualTo(2);
        assertThat(alice.rest()
                        .get("/v1/suggestions?limit=2&cursor="
                                + page.at("/nextCursor").asText())
                        .json()
                        .at("/items/0/user/id")
                        .asText())
                .isEqualTo(id(mate));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertProblem(ask(alice, alice, ""), 422, "invalid");
        assertProblem(alice.rest().post("/v1/contacts/requests", Map.of("userId", "123")), 404, "notFound");
        assertProblem(alice.rest().post("/v1/contacts/requests", Map.of()), 422, "invalid");
        assertProblem(ask(alice, bob, "雁".repeat(201)), 422, "invalid");
        assertProblem(alice.rest().put("/v1/blocks/" + alice.id(), Map.of()), 422, "invalid");
        assertProblem(alice.rest().put("/v1/following/123", Map.of()), 404, "notFound");
        assertProblem(alice.rest().patch("/v1/contacts/" + bob.id(), Map.of("starred", true)), 404, "notFound");
        assertProblem(alice.rest().get("/v1/contacts?since=-1"), 422, "invalid");
        assertProblem(alice.rest().get("/v1/contacts/requests?direction=up"), 422, "invalid");
        assertProblem(alice.rest().get("/v1/contacts/requests?cursor=x"), 422, "invalid");
        assertProblem(alice.rest().get("/v1/suggestions?cursor=x"), 422, "invalid");
    }

    /// The ids of a list of three by pages of two.
    private static List<String> twoPages(TestUser user, String path, String id) {
        JsonNode first = user.rest().get(path + "?limit=2").expect(200).json();
        JsonNode second = user.rest()
                .get(path + "?limit=2&cursor=" + first.at("/nextCursor").asText())
                .expect(200)
                .json();
        assertThat(first.at("/items")).hasSize(2);
        assertThat(second.has("nextCursor")).isFalse();
        return Stream.of(first, second)
                .flatMap(page -> page.at("/items").findValuesAsText(id).stream())
                .toList();
    }

    private List<String> suggested(TestUser user) {
        List<String> ids = new ArrayList<>();
        user.rest()
                .get("/v1/suggestions")
                .expect(200)
                .json()
                .at("/items")
                .forEach(item -> ids.add(item.at("/user/id").asText()));
        return ids;
    }

    private static int distance(TestUser from, TestUser to) {
        return from.rest().get(relation(to)).expect(200).json().at("/distance").asInt();
    }

    private static String relation(TestUser user) {
        return "/v1/users/" + user.id() + "/relation";
    }

    private static Answer ask(TestUser from, TestUser to, String message) {
        return from.rest().post("/v1/contacts/requests", Map.of("userId", to.id(), "message", message));
    }

    private static Answer answer(TestUser user, String request, String answer) {
        return user.rest().post("/v1/contacts/requests/" + request + "/" + answer, Map.of());
    }

    private static void befriend(TestUser one, TestUser other) {
        answer(other, ask(one, other, "").expect(201).text("/id"), "accept").expect(200);
    }

    private static void patch(TestUser owner, TestUser contact, Map<String, Object> patch) {
        owner.rest().patch("/v1/contacts/" + contact.id(), patch).expect(200);
    }

    private static JsonNode contacts(TestUser user) {
        return user.rest().get("/v1/contacts").expect(200).json();
    }

    private static JsonNode incoming(TestUser user) {
        return user.rest().get("/v1/contacts/requests").expect(200).json();
    }

    private static JsonNode outgoing(TestUser user) {
        return user.rest()
                .get("/v1/contacts/requests?direction=outgoing")
                .expect(200)
                .json();
    }

    private static Answer group(TestUser owner, TestUser... members) {
        return Chats.group(owner, "relations", members);
    }

    private static String id(TestUser user) {
        return user.id().toString();
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("/code")).isEqualTo(code);
    }
}
