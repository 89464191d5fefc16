package io.hongyan.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class ConversationsIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");
    private final TestUser stranger = server.user("stranger");

    @Test
    void twoPeopleShareOneDirectConversation() {
        Answer first = direct(alice, bob);
        Answer again = direct(alice, bob);
        Answer back = direct(bob, alice);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("/kind")).isEqualTo("direct");
        assertThat(first.text("/peerId")).isEqualTo(bob.id().toString());
        assertThat(first.json().has("title")).isFalse();
        assertThat(first.json().at("/memberCount").asInt()).isEqualTo(2);
        assertThat(first.json().at("/joinedSeq").asInt()).isEqualTo(1);
        assertThat(again.status()).isEqualTo(200);
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.text("/peerId")).isEqualTo(alice.id().toString());
        assertThat(Stream.of(first, again, back)
                        .map(answer -> answer.text("/id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void twoWhoStartAtOnceFindTheSame() {
        for (int round = 0; round < 10; round++) {
            TestUser one = server.user("one");
            TestUser other = server.user("other");

            List<CompletableFuture<Answer>> calls = Stream.of(
                            List.of(one, other), List.of(other, one), List.of(one, other), List.of(other, one))
                    .map(pair -> CompletableFuture.supplyAsync(
                            () -> direct(pair.getFirst(), pair.getLast()), Thread::startVirtualThread))
                    .toList();
            List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();

            assertThat(answers.stream().map(answer -> answer.text("/id")).distinct())
                    .hasSize(1);
            assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
            assertThat(answers).extracting(Answer::status).containsOnlyOnce(201);
        }
    }

    @Test
    void refusesADirectConversationWithNobody() {
        assertProblem(create(alice, Map.of("kind", "direct", "userId", "123")), 404, "notFound");
        assertProblem(create(alice, Map.of("kind", "direct", "userId", "bob")), 422, "invalid");
        assertProblem(create(alice, Map.of("kind", "direct")), 422, "invalid");
    }

    @Test
    void aGroupIsReadableAtOnceByItsCreatorAndSoonByItsMembers() {
        Answer made = group(alice, "鸿雁", bob, carol, bob, alice);
        String id = made.text("/id");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/title")).isEqualTo("鸿雁");
        assertThat(made.text("/role")).isEqualTo("owner");
        assertThat(made.text("/history")).isEqualTo("sinceJoined");
        assertThat(made.json().at("/memberCount").asInt()).isEqualTo(3);
        assertThat(get(alice, id).expect(200).json()).isEqualTo(made.json());
        assertThat(awaitSeen(bob, id).text("/role")).isEqualTo("member");
        assertThat(roles(alice, id)).containsExactlyInAnyOrder("owner", "member", "member");
    }

    @Test
    void theSameKeyGivesTheSameGroup() {
        Map<String, Object> request = Map.of("kind", "group", "title", "once", "memberIds", List.of(bob.id()));
        Answer first = createOnce("key-1", request);
        Answer again = createOnce("key-1", request);
        Answer other = createOnce("key-1", Map.of("kind", "group", "title", "twice"));

        assertThat(first.expect(201).text("/id")).isEqualTo(again.expect(201).text("/id"));
        assertProblem(other, 409, "conflict");
    }

    @Test
    void refusesGroupsThatCannotBe() {
        List<Map<String, Object>> refused = List.of(
                Map.of("kind", "group"),
                Map.of("kind", "group", "title", ""),
                Map.of("kind", "group", "title", " \t"),
                Map.of("kind", "group", "title", "雁".repeat(129)),
                Map.of("kind", "group", "title", "a\u0000b"),
                Map.of("kind", "group", "title", 7),
                Map.of("kind", "party", "title", "x"),
                Map.of("title", "x"),
                Map.of("kind", "group", "title", "x", "history", "some"),
                Map.of("kind", "group", "title", "x", "memberIds", List.of("123")),
                Map.of("kind", "group", "title", "x", "memberIds", Arrays.asList("123", null)),
                Map.of("kind", "group", "title", "x", "memberIds", List.of("x")),
                Map.of(
                        "kind",
                        "group",
                        "title",
                        "x",
                        "memberIds",
                        new ArrayList<>(java.util.Collections.nCopies(1_001, bob.id()))));

        for (Map<String, Object> request : refused) {
            assertProblem(create(alice, request), 422, "invalid");
        }
        assertThat(create(alice, Map.of("kind", "group", "title", "🦢".repeat(128)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void addsPeopleAndSaysWhoIsNew() {
        String id = group(alice, "growing", bob).text("/id");

        Answer added = alice.rest().post(members(id), Map.of("userIds", List.of(bob.id(), carol.id(), carol.id())));
        Answer again = alice.rest().post(members(id), Map.of("userIds", List.of(carol.id())));

        assertThat(added.expect(200).json().at("/added").isArray()).isTrue();
        assertThat(added.json().at("/added")).hasSize(1);
        assertThat(added.text("/added/0")).isEqualTo(carol.id().toString());
        assertThat(again.expect(200).json().at("/added")).isEmpty();
        assertThat(roles(alice, id)).hasSize(3);
        assertThat(get(alice, id).json().at("/memberCount").asInt()).isEqualTo(3);
        assertThat(awaitSeen(carol, id).json().at("/joinedSeq").asInt()).isEqualTo(2);
        assertProblem(alice.rest().post(members(id), Map.of("userIds", List.of("9"))), 422, "invalid");
        assertProblem(alice.rest().post(members(id), Map.of("userIds", List.of())), 422, "invalid");
    }

    @Test
    void membersComeInPages() {
        List<TestUser> many = server.users("many", 7);
        String id = group(alice, "pages", many.toArray(TestUser[]::new)).text("/id");

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = alice.rest()
                    .get(members(id) + "?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200);
            seen.addAll(page.json().at("/items").findValuesAsText("userId"));
            cursor = page.text("/nextCursor");
        } while (!cursor.isEmpty());

        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of(alice), many.stream())
                        .map(user -> user.id().toString())
                        .toList());
        assertProblem(alice.rest().get(members(id) + "?limit=0"), 422, "invalid");
        assertProblem(alice.rest().get(members(id) + "?limit=201"), 422, "invalid");
        assertProblem(alice.rest().get(members(id) + "?cursor=-1"), 422, "invalid");
    }

    @Test
    void whoeverIsRemovedSeesNothingAnyMore() {
        String id = group(alice, "kick", bob, carol).text("/id");
        awaitSeen(bob, id);

        Answer removed = alice.rest().delete(members(id) + "/" + bob.id());

        assertThat(removed.status()).isEqualTo(204);
        awaitGone(bob, id);
        assertNothingHere(bob, id);
        assertThat(roles(alice, id)).hasSize(2);
        assertThat(alice.rest().delete(members(id) + "/" + bob.id()).status()).isEqualTo(204);
    }

    @Test
    void whoeverLeavesMayComeBackAndStartsClean() {
        String id = group(alice, "door", bob).text("/id");
        awaitSeen(bob, id);

        assertThat(bob.rest().delete(members(id) + "/me").status()).isEqualTo(204);
        assertNothingHere(bob, id);

        alice.rest().post(members(id), Map.of("userIds", List.of(bob.id()))).expect(200);
        assertThat(awaitSeen(bob, id).json().at("/joinedSeq").asInt()).isEqualTo(3);
    }

    @Test
    void anOwnerHandsOverBeforeLeaving() {
        String id = group(alice, "crown", bob).text("/id");
        awaitSeen(bob, id);

        assertProblem(alice.rest().delete(members(id) + "/me"), 409, "conflict");
        Answer handed = alice.rest().patch(members(id) + "/" + bob.id(), Map.of("role", "owner"));
        assertThat(handed.expect(200).text("/role")).isEqualTo("owner");
        assertThat(get(alice, id).text("/role")).isEqualTo("admin");
        assertThat(alice.rest().delete(members(id) + "/me").status()).isEqualTo(204);
        assertThat(roles(bob, id)).containsExactly("owner");
    }

    @Test
    void rolesDecideWhoMayDoWhat() {
        String id = group(alice, "roles", bob, carol).text("/id");
        awaitSeen(bob, id);
        awaitSeen(carol, id);
        alice.rest()
                .patch(members(id) + "/" + bob.id(), Map.of("role", "admin"))
                .expect(200);

        assertProblem(carol.rest().patch(path(id), Map.of("title", "mine")), 403, "forbidden");
        assertProblem(carol.rest().delete(members(id) + "/" + bob.id()), 403, "forbidden");
        assertProblem(bob.rest().patch(members(id) + "/" + carol.id(), Map.of("role", "admin")), 403, "forbidden");
        assertProblem(bob.rest().delete(path(id)), 403, "forbidden");
        assertProblem(bob.rest().delete(members(id) + "/" + alice.id()), 403, "forbidden");
        assertProblem(alice.rest().patch(members(id) + "/" + stranger.id(), Map.of("role", "admin")), 404, "notFound");
        assertProblem(alice.rest().patch(members(id) + "/" + bob.id(), Map.of("role", "king")), 422, "invalid");
        assertProblem(alice.rest().patch(members(id) + "/" + bob.id(), Map.of()), 422, "invalid");
        assertThat(bob.rest()
                        .patch(path(id), Map.of("title", "ours"))
                        .expect(200)
                        .text("/title"))
                .isEqualTo("ours");
    }

    @Test
    void settingsAreSeenByWhoeverChangedThem() {
        String id = group(alice, "before", bob).text("/id");

        Answer renamed = alice.rest().patch(path(id), Map.of("title", "after"));
        Answer opened = alice.rest().patch(path(id), Map.of("history", "all"));
        Answer nothing = alice.rest().patch(path(id), Map.of());

        assertThat(renamed.expect(200).text("/title")).isEqualTo("after");
        assertThat(opened.expect(200).text("/history")).isEqualTo("all");
        assertThat(nothing.expect(200).json()).isEqualTo(opened.json());
        assertProblem(alice.rest().patch(path(id), Map.of("title", "")), 422, "invalid");
    }

    @Test
    void aDissolvedGroupIsGoneForEverybody() {
        String id = group(alice, "ends", bob).text("/id");
        awaitSeen(bob, id);

        assertThat(alice.rest().delete(path(id)).status()).isEqualTo(204);

        assertNothingHere(alice, id);
        awaitGone(bob, id);
        assertNothingHere(bob, id);
        assertThat(alice.rest().get("/v1/conversations").expect(200).body()).doesNotContain(id);
    }

    @Test
    void aDirectConversationHasNoWayInOrOut() {
        String id = direct(alice, bob).text("/id");

        assertProblem(alice.rest().patch(path(id), Map.of("title", "us")), 403, "forbidden");
        assertProblem(alice.rest().delete(path(id)), 403, "forbidden");
        assertProblem(alice.rest().delete(members(id) + "/me"), 403, "forbidden");
        assertProblem(alice.rest().post(members(id), Map.of("userIds", List.of(carol.id()))), 403, "forbidden");
        assertThat(roles(alice, id)).containsExactly("member", "member");
    }

    @Test
    void strangersFindNothing() {
        assertNothingHere(stranger, group(alice, "closed", bob).text("/id"));
        assertNothingHere(stranger, direct(alice, bob).text("/id"));
    }

    @Test
    void malformedIdsAreNothing() {
        for (String id : List.of("x", "0", "-1", "007", "99999999999999999999", "1.5")) {
            assertThat(alice.rest().get("/v1/conversations/" + id).status()).isEqualTo(404);
            assertThat(alice.rest().delete(members("1") + "/" + id).status()).isEqualTo(404);
        }
    }

    @Test
    void callersNeedAToken() {
        assertProblem(server.rest().get("/v1/conversations"), 401, "unauthenticated");
        assertProblem(server.rest().post("/v1/conversations", Map.of("kind", "group")), 401, "unauthenticated");
    }

    /// What somebody else did comes to a member's mailbox a moment later.
    private static Answer awaitSeen(TestUser user, String id) {
        return await().until(() -> get(user, id), answer -> answer.status() == 200);
    }

    /// Their list is of their mailbox alone, which everything else asks too.
    private static void awaitGone(TestUser user, String id) {
        await().until(() ->
                !user.rest().get("/v1/conversations").expect(200).body().contains(id));
    }

    /// Whatever they ask, the answer is the same as for a conversation that never was.
    private void assertNothingHere(TestUser user, String id) {
        List<CompletableFuture<Answer>> calls = Stream.<java.util.function.Supplier<Answer>>of(
                        () -> get(user, id),
                        () -> user.rest().patch(path(id), Map.of("title", "x")),
                        () -> user.rest().delete(path(id)),
                        () -> user.rest().get(members(id)),
                        () -> user.rest().post(members(id), Map.of("userIds", List.of(carol.id()))),
                        () -> user.rest().delete(members(id) + "/me"),
                        () -> user.rest().delete(members(id) + "/" + alice.id()),
                        () -> user.rest().patch(members(id) + "/" + alice.id(), Map.of("role", "admin")),
                        () -> user.rest().put(path(id) + "/read", Map.of("seq", 1)),
                        () -> user.rest().send("PUT", path(id) + "/unread", null),
                        () -> user.rest().patch(path(id) + "/settings", Map.of("muted", true)))
                .map(call -> CompletableFuture.supplyAsync(call, Thread::startVirtualThread))
                .toList();
        calls.forEach(call -> assertProblem(call.join(), 404, "notFound"));
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("/code")).isEqualTo(code);
    }

    private static Answer direct(TestUser user, TestUser peer) {
        return create(user, Map.of("kind", "direct", "userId", peer.id()));
    }

    private static Answer group(TestUser owner, String title, TestUser... members) {
        return create(
                        owner,
                        Map.of(
                                "kind",
                                "group",
                                "title",
                                title,
                                "memberIds",
                                Stream.of(members).map(TestUser::id).toList()))
                .expect(201);
    }

    private static Answer create(TestUser user, Map<String, Object> request) {
        return user.rest().post("/v1/conversations", request);
    }

    private Answer createOnce(String key, Map<String, Object> request) {
        return alice.rest().with("Idempotency-Key", key).post("/v1/conversations", request);
    }

    private static Answer get(TestUser user, String id) {
        return user.rest().get(path(id));
    }

    private static List<String> roles(TestUser user, String id) {
        JsonNode items = user.rest().get(members(id)).expect(200).json().at("/items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("role").asText())
                .toList();
    }

    private static String path(String id) {
        return "/v1/conversations/" + id;
    }

    private static String members(String id) {
        return path(id) + "/members";
    }
}
