package io.hongyan.conversation.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// How a group is run.
final class GroupIT {

    private final TestServer server = TestServer.shared();
    private final TestUser owner = server.user("owner");
    private final TestUser member = server.user("member");
    private final TestUser stranger = server.user("stranger");
    private final String group = owner.rest()
            .post("/v1/conversations", Map.of("kind", "group", "title", "geese", "memberIds", List.of(member.id())))
            .expect(201)
            .text("/id");

    @BeforeEach
    void awaitMember() {
        await().until(() -> member.rest().get(path()).status() == 200);
    }

    @Test
    void itsRulesAreShownAndPushed() {
        try (TestSocket socket = TestSocket.connect(server, member)) {
            JsonNode changed = change(owner, Map.of("notice", "be kind", "adding", "admins", "maxMembers", 50))
                    .expect(200)
                    .json();
            JsonNode entry = socket.entry(
                    "the notice", pushed -> pushed.at("/body/notice").isTextual());
            JsonNode pushed = socket.frame(
                    "the conversation",
                    frame -> frame.at("/conversation/notice").asText().equals("be kind"));

            assertThat(changed.at("/notice").asText()).isEqualTo("be kind");
            assertThat(changed.at("/silenced").asBoolean(true)).isFalse();
            assertThat(entry.at("/type").asText()).isEqualTo("settings");
            assertThat(entry.at("/body").toString())
                    .isEqualTo("{\"notice\":\"be kind\",\"adding\":\"admins\",\"maxMembers\":50}");
            assertThat(pushed.at("/conversation/maxMembers").asInt()).isEqualTo(50);
        }
        assertThat(change(member, Map.of("notice", "mine")).status()).isEqualTo(403);
        assertThat(change(stranger, Map.of("notice", "mine")).status()).isEqualTo(404);
        assertThat(change(owner, Map.of("adding", "nobody")).status()).isEqualTo(422);
        assertThat(change(owner, Map.of("maxMembers", 1)).expect(409).text("/code"))
                .isEqualTo("conflict");
        assertThat(member.rest()
                        .post(path() + "/members", Map.of("userIds", List.of(stranger.id())))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoIsMutedAndAllOfASilencedGroupSayNothing() {
        concerning(
                        member,
                        Map.of(
                                "mutedUntil",
                                Instant.now().plus(Duration.ofHours(1)).toString()))
                .expect(200);
        assertThat(say(member).expect(403).text("/code")).isEqualTo("forbidden");
        await().until(() ->
                listed(member).filter(found -> found.has("mutedUntil")).isPresent());
        concerning(member, Map.of("mutedUntil", "1970-01-01T00:00:00Z")).expect(200);
        say(member).expect(201);

        change(owner, Map.of("silenced", true)).expect(200);
        assertThat(say(member).status()).isEqualTo(403);
        say(owner).expect(201);
        assertThat(concerning(member, Map.of("mutedUntil", "+12026-01-01T00:00:00Z"))
                        .status())
                .isEqualTo(422);
        assertThat(member.rest()
                        .patch(path() + "/members/" + owner.id(), Map.of("mutedUntil", "2030-01-01T00:00:00Z"))
                        .status())
                .isEqualTo(403);
        assertThat(concerning(stranger, Map.of("mutedUntil", "2030-01-01T00:00:00Z"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void membersHaveNicknames() {
        member.rest()
                .patch(path() + "/members/" + member.id(), Map.of("nickname", "小雁"))
                .expect(200);

        await().until(() -> listed(member)
                .filter(found -> found.at("/nickname").asText().equals("小雁"))
                .isPresent());
        assertThat(member.rest()
                        .patch(path() + "/members/" + owner.id(), Map.of("nickname", "boss"))
                        .status())
                .isEqualTo(403);
        assertThat(concerning(member, Map.of()).status()).isEqualTo(422);
    }

    @Test
    void peopleComeByALink() {
        assertThat(owner.rest().post(path() + "/links", Map.of()).status()).isEqualTo(409);
        change(owner, Map.of("joining", "link")).expect(200);
        assertThat(member.rest().post(path() + "/links", Map.of()).status()).isEqualTo(403);
        String code = link();

        JsonNode joined = join(stranger, code).expect(200).json();

        assertThat(joined.at("/state").asText()).isEqualTo("joined");
        assertThat(joined.at("/conversationId").asText()).isEqualTo(group);
        JsonNode entries =
                stranger.rest().get(path() + "/entries").expect(200).json().at("/items");
        assertThat(entries.get(entries.size() - 1).at("/body/action").asText()).isEqualTo("joined");
        assertThat(join(stranger, code).expect(200).text("/state")).isEqualTo("joined");
        assertThat(join(server.user("lost"), "no-such-code").status()).isEqualTo(404);
        owner.rest().delete(path() + "/links").expect(204);
        assertThat(join(server.user("late"), code).status()).isEqualTo(404);
    }

    @Test
    void peopleWaitForApproval() {
        change(owner, Map.of("joining", "approval")).expect(200);
        String code = link();
        TestUser unwanted = server.user("unwanted");

        assertThat(join(stranger, code).expect(200).text("/state")).isEqualTo("requested");
        join(unwanted, code).expect(200);
        assertThat(stranger.rest().get(path()).status()).isEqualTo(404);
        assertThat(member.rest().get(path() + "/requests").status()).isEqualTo(403);
        assertThat(owner.rest().get(path() + "/requests").expect(200).json().at("/items"))
                .extracting(item -> item.at("/userId").asText())
                .containsExactly(stranger.id().toString(), unwanted.id().toString());
        owner.rest().post(path() + "/requests/" + stranger.id(), Map.of()).expect(204);
        owner.rest().delete(path() + "/requests/" + unwanted.id()).expect(204);

        await().until(() -> stranger.rest().get(path()).status() == 200);
        assertThat(owner.rest().get(path() + "/requests").expect(200).json().at("/items"))
                .isEmpty();
        assertThat(owner.rest()
                        .post(path() + "/requests/" + unwanted.id(), Map.of())
                        .status())
                .isEqualTo(404);
    }

    private String link() {
        await().until(() -> owner.rest().post(path() + "/links", Map.of()).status() == 200);
        return owner.rest().post(path() + "/links", Map.of()).expect(200).text("/code");
    }

    private static Answer join(TestUser user, String code) {
        return user.rest().post("/v1/joins", Map.of("code", code));
    }

    private Answer change(TestUser user, Map<String, Object> changes) {
        return user.rest().patch(path(), changes);
    }

    private Answer concerning(TestUser user, Map<String, Object> changes) {
        return owner.rest().patch(path() + "/members/" + user.id(), changes);
    }

    private Answer say(TestUser user) {
        return user.rest()
                .post(
                        path() + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "kind", "text", "body", Map.of("text", "hi")));
    }

    private Optional<JsonNode> listed(TestUser user) {
        JsonNode items =
                owner.rest().get(path() + "/members").expect(200).json().at("/items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.at("/userId").asText().equals(user.id().toString()))
                .findAny();
    }

    private String path() {
        return "/v1/conversations/" + group;
    }
}
