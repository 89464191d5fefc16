package io.hongyan.message.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Search in a conversation, as those see it who may and who may not.
final class SearchIT {

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");

    @Test
    void piecesOfTextAreFoundInEveryScriptTheNewestFirst() {
        String group = group();
        say(group, "明天下午三点开会,地点在二楼");
        say(group, "Lunch at NOON?");
        say(group, "开会改到四点");
        say(group, "ok");

        assertThat(found(bob, group, "开会")).containsExactly("开会改到四点", "明天下午三点开会,地点在二楼");
        assertThat(found(bob, group, "会")).hasSize(2);
        assertThat(found(bob, group, "noon")).containsExactly("Lunch at NOON?");
        assertThat(found(bob, group, "OK")).containsExactly("ok");
        assertThat(found(bob, group, "开  会")).isEmpty();
    }

    @Test
    void everyCharacterStandsForItself() {
        String group = group();
        for (String text : List.of("100% sure", "100 sure", "a_b", "axb", "c:\\temp", "say \"hi\"", "line\nbreak")) {
            say(group, text);
        }

        assertThat(found(bob, group, "0%")).containsExactly("100% sure");
        assertThat(found(bob, group, "a_b")).containsExactly("a_b");
        assertThat(found(bob, group, "\\t")).containsExactly("c:\\temp");
        assertThat(found(bob, group, "\"hi\"")).containsExactly("say \"hi\"");
        assertThat(found(bob, group, "\\n")).isEmpty();
        assertThat(found(bob, group, "text")).isEmpty();
    }

    @Test
    void aMessageIsFoundByWhatItSaysNow() {
        String group = group();
        long edited = say(group, "the draft");
        long recalled = say(group, "a secret draft");
        alice.rest()
                .patch(messages(group) + "/" + edited, Map.of("clientId", id(), "body", Map.of("text", "the plan")))
                .expect(200);
        alice.rest().delete(messages(group) + "/" + recalled).expect(200);

        await().untilAsserted(() -> {
            assertThat(found(bob, group, "draft")).isEmpty();
            assertThat(found(bob, group, "plan")).containsExactly("the plan");
        });
    }

    @Test
    void pagesGoBackToTheFirstOne() {
        String group = group();
        for (int i = 0; i < 7; i++) {
            say(group, i == 3 ? "something else" : "goose " + i);
        }

        List<String> all = new ArrayList<>();
        String before = "";
        do {
            JsonNode page = search(bob, group, "goose", "&limit=2" + before).json();
            page.at("/items").forEach(item -> all.add(item.at("/body/text").asText()));
            before =
                    page.has("nextBefore") ? "&before=" + page.at("/nextBefore").asLong() : "";
        } while (!before.isEmpty());

        assertThat(all).containsExactly("goose 6", "goose 5", "goose 4", "goose 2", "goose 1", "goose 0");
        assertThat(search(bob, group, "goose", "&before=0").json().at("/items")).isEmpty();
    }

    @Test
    void onlyWhatTheCallerMaySeeIsFound() {
        String group = group();
        say(group, "before carol");
        alice.rest()
                .post("/v1/conversations/" + group + "/members", Map.of("userIds", List.of(carol.id())))
                .expect(200);
        say(group, "with carol");
        awaitSeen(carol, group);

        assertThat(found(carol, group, "carol")).containsExactly("with carol");
        assertThat(found(bob, group, "carol")).hasSize(2);
        carol.rest().delete("/v1/conversations/" + group + "/members/me").expect(204);
        await().untilAsserted(() ->
                assertThat(search(carol, group, "carol", "").status()).isEqualTo(404));
        for (String nowhere : List.of("123", "geese")) {
            assertThat(search(bob, nowhere, "carol", "").status()).isEqualTo(404);
        }
        assertThat(search(server.user("stranger"), group, "carol", "").status()).isEqualTo(404);
    }

    @Test
    void badQuestionsAreRefused() {
        String group = group();

        for (String query : List.of(
                "",
                "?q=",
                "?q=%20",
                "?q=" + "x".repeat(101),
                "?q=a%00b",
                "?q=a&limit=0",
                "?q=a&limit=201",
                "?q=a&before=-1",
                "?q=a&before=x")) {
            Answer answer = bob.rest().get(messages(group) + query);
            assertThat(answer.status()).as(query).isEqualTo(422);
            assertThat(answer.text("/code")).isEqualTo("invalid");
        }
        search(bob, group, "雁".repeat(100), "").expect(200);
    }

    private String group() {
        String group = Chats.group(alice, "Geese", bob).expect(201).text("/id");
        awaitSeen(bob, group);
        return group;
    }

    private static void awaitSeen(TestUser member, String group) {
        await().until(() -> member.rest().get("/v1/conversations/" + group).status() == 200);
    }

    private long say(String group, String text) {
        return alice.rest()
                .post(messages(group), Map.of("clientId", id(), "kind", "text", "body", Map.of("text", text)))
                .expect(201)
                .json()
                .at("/seq")
                .asLong();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String messages(String conversation) {
        return "/v1/conversations/" + conversation + "/messages";
    }

    private static Answer search(TestUser reader, String conversation, String words, String more) {
        return reader.rest().get(messages(conversation) + "?q=" + URLEncoder.encode(words, UTF_8) + more);
    }

    private static List<String> found(TestUser reader, String conversation, String words) {
        List<String> texts = new ArrayList<>();
        search(reader, conversation, words, "")
                .expect(200)
                .json()
                .at("/items")
                .forEach(item -> texts.add(item.at("/body/text").asText()));
        return texts;
    }
}
