package io.hongyan.conversation.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/// What changes in a group, and who may not change it.
final class GroupChangesIT {

    private static final String MUTED_UNTIL = "2100-01-01T00:00:00.000Z";

    private final TestServer server = TestServer.shared();
    private final TestUser owner = server.user("owner");
    private final TestUser admin = server.user("admin");
    private final TestUser other = server.user("other");
    private final TestUser member = server.user("member");
    private final TestUser stranger = server.user("stranger");
    private final String group =
            Chats.group(owner, "geese", admin, other, member).expect(201).text("/id");

    @BeforeEach
    void awaitMembers() {
        for (TestUser user : List.of(admin, other, member)) {
            await().until(() -> user.rest().get(path()).status() == 200);
        }
        concerning(owner, admin, Map.of("role", "admin")).expect(200);
    }

    @Test
    void everyChangeIsAnEntry() {
        long before = lastSeq();

        change(owner, Map.of("title", "swans")).expect(200);
        change(owner, Map.of("history", "all")).expect(200);
        change(admin, Map.of("notice", "be kind")).expect(200);
        change(admin, Map.of("adding", "admins")).expect(200);
        change(admin, Map.of("silenced", true)).expect(200);
        change(admin, Map.of("maxMembers", 10)).expect(200);
        change(admin, Map.of("joining", "approval")).expect(200);
        concerning(member, member, Map.of("nickname", "小雁")).expect(200);
        concerning(admin, member, Map.of("mutedUntil", MUTED_UNTIL)).expect(200);
        add(admin, stranger).expect(200);
        remove(admin, stranger).expect(204);
        other.rest().delete(path() + "/members/me").expect(204);
        concerning(owner, member, Map.of("role", "owner")).expect(200);

        List<JsonNode> entries = entriesAfter(before);
        assertThat(entries)
                .extracting(entry -> entry.at("/senderId").asText(), GroupChangesIT::told)
                .containsExactly(
                        told(owner, "{\"title\":\"swans\"}"),
                        told(owner, "{\"history\":\"all\"}"),
                        told(admin, "{\"notice\":\"be kind\"}"),
                        told(admin, "{\"adding\":\"admins\"}"),
                        told(admin, "{\"silenced\":true}"),
                        told(admin, "{\"maxMembers\":10}"),
                        told(admin, "{\"joining\":\"approval\"}"),
                        told(member, "nickname " + member.id()),
                        told(admin, "muted " + member.id()),
                        told(admin, "added " + stranger.id()),
                        told(admin, "removed " + stranger.id()),
                        told(other, "left " + other.id()),
                        told(owner, "role " + member.id()));
        assertThat(entries).extracting(entry -> entry.at("/seq").asLong()).isSorted();
        assertThat(entries.getLast().at("/body/role").asText()).isEqualTo("owner");
        // What is so already is no change.
        change(member, Map.of("title", "swans", "silenced", true)).expect(200);
        assertThat(entriesAfter(before)).hasSameSizeAs(entries);
    }

    @Test
    void whatIsChangedAtOnceIsOneEntryOrNothing() {
        long before = lastSeq();

        assertThat(change(owner, Map.of("title", "swans", "notice", "be kind", "maxMembers", 2))
                        .expect(409)
                        .text("/code"))
                .isEqualTo("conflict");
        assertThat(entriesAfter(before)).isEmpty();
        assertThat(owner.rest().get(path()).expect(200).text("/title")).isEqualTo("geese");

        change(owner, Map.of("title", "swans", "notice", "be kind", "maxMembers", 4))
                .expect(200);
        assertThat(entriesAfter(before))
                .extracting(entry -> entry.at("/body").toString())
                .containsExactly("{\"title\":\"swans\",\"notice\":\"be kind\",\"maxMembers\":4}");
        JsonNode shown = owner.rest().get(path()).expect(200).json();
        assertThat(shown.at("/title").asText()).isEqualTo("swans");
        assertThat(shown.at("/maxMembers").asInt()).isEqualTo(4);
    }

    private static String told(JsonNode entry) {
        JsonNode body = entry.at("/body");
        return entry.at("/type").asText().equals("member")
                ? body.at("/action").asText() + " " + body.at("/userIds/0").asText()
                : body.toString();
    }

    private static Tuple told(TestUser user, String what) {
        return tuple(user.id().toString(), what);
    }

    @Test
    void anAdminChangesNobodyWhoStandsAsHighOrHigher() {
        concerning(owner, other, Map.of("role", "admin")).expect(200);

        for (TestUser above : List.of(owner, other)) {
            assertForbidden(concerning(admin, above, Map.of("mutedUntil", MUTED_UNTIL)));
            assertForbidden(concerning(admin, above, Map.of("nickname", "boss")));
            assertForbidden(concerning(admin, above, Map.of("role", "member")));
            assertForbidden(remove(admin, above));
        }
        assertForbidden(concerning(admin, admin, Map.of("role", "owner")));
        assertForbidden(concerning(admin, member, Map.of("role", "admin")));
        assertForbidden(admin.rest().delete(path()));
        concerning(admin, member, Map.of("mutedUntil", MUTED_UNTIL, "nickname", "goose"))
                .expect(200);
        remove(admin, member).expect(204);
    }

    @Test
    void aMemberChangesNothingButTheirName() {
        for (Map<String, ?> change : List.of(
                Map.of("title", "mine"),
                Map.of("history", "all"),
                Map.of("notice", "mine"),
                Map.of("adding", "admins"),
                Map.of("silenced", true),
                Map.of("maxMembers", 10),
                Map.of("joining", "link"))) {
            assertForbidden(change(member, change));
        }
        assertForbidden(concerning(member, member, Map.of("role", "admin")));
        assertForbidden(concerning(member, member, Map.of("mutedUntil", MUTED_UNTIL)));
        assertForbidden(concerning(member, other, Map.of("nickname", "goose")));
        assertForbidden(remove(member, other));
        assertForbidden(member.rest().post(path() + "/links", Map.of()));
        assertForbidden(member.rest().delete(path() + "/links"));
        assertForbidden(member.rest().get(path() + "/requests"));
        assertForbidden(member.rest().post(path() + "/requests/" + stranger.id(), Map.of()));
        assertForbidden(member.rest().delete(path() + "/requests/" + stranger.id()));

        concerning(member, member, Map.of("nickname", "小雁")).expect(200);
        // Where nothing else is said, members add people.
        add(member, stranger).expect(200);
    }

    @Test
    void whereAdminsAddPeopleAMemberAddsNobody() {
        change(owner, Map.of("adding", "admins")).expect(200);

        assertForbidden(add(member, stranger));
        assertThat(stranger.rest().get(path()).status()).isEqualTo(404);

        add(admin, stranger).expect(200);
    }

    @Test
    void whoIsNoMemberIsNeitherPromotedNorMutedNorNamed() {
        for (Map<String, ?> change :
                List.of(Map.of("role", "admin"), Map.of("mutedUntil", MUTED_UNTIL), Map.of("nickname", "goose"))) {
            assertThat(concerning(owner, stranger, change).expect(404).text("/code"))
                    .isEqualTo("notFound");
            assertThat(concerning(stranger, member, change).expect(404).text("/code"))
                    .isEqualTo("notFound");
        }
        assertThat(change(stranger, Map.of("title", "mine")).status()).isEqualTo(404);
        assertThat(add(stranger, stranger).status()).isEqualTo(404);
    }

    @Test
    void whoeverIsMutedNeitherSaysNorEditsNorForwards() {
        long seq = Chats.say(member, group).expect(201).json().at("/seq").asLong();
        concerning(admin, member, Map.of("mutedUntil", MUTED_UNTIL)).expect(200);

        assertForbidden(Chats.say(member, group));
        assertForbidden(member.rest()
                .patch(
                        path() + "/messages/" + seq,
                        Map.of("clientId", "edit-of-the-muted", "body", Map.of("text", "more"))));
        assertForbidden(member.rest()
                .post(
                        path() + "/forwards",
                        Map.of("clientId", "forward-of-the-muted", "from", group, "seqs", List.of(seq))));
        member.rest().delete(path() + "/messages/" + seq).expect(200);
    }

    @Test
    void whatIsTooLongOrNoneOfItsKindIsRefused() {
        assertInvalid(change(owner, Map.of("notice", "x".repeat(4_001))), "/notice");
        assertInvalid(change(owner, Map.of("title", "x".repeat(1_000))), "/title");
        assertInvalid(change(owner, Map.of("maxMembers", -1)), "/maxMembers");
        assertInvalid(change(owner, Map.of("maxMembers", 100_001)), "/maxMembers");
        assertInvalid(change(owner, Map.of("joining", "maybe")), "/joining");
        assertInvalid(change(owner, Map.of("silenced", "very")), "/silenced");
        assertInvalid(concerning(owner, member, Map.of("nickname", "x".repeat(65))), "/nickname");
        assertInvalid(concerning(owner, member, Map.of("mutedUntil", "tomorrow")), "/mutedUntil");
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("nickname", null);
        assertInvalid(concerning(owner, member, nothing), "/role");
    }

    @Test
    void aDirectConversationHasNoRules() {
        String chat = Chats.direct(owner, member).expect(201).text("/id");
        String path = "/v1/conversations/" + chat;

        assertForbidden(owner.rest().patch(path, Map.of("notice", "be kind")));
        assertForbidden(owner.rest().patch(path, Map.of("title", "we")));
        assertForbidden(owner.rest().patch(path + "/members/" + owner.id(), Map.of("nickname", "me")));
        assertForbidden(owner.rest().patch(path + "/members/" + member.id(), Map.of("mutedUntil", MUTED_UNTIL)));
        assertForbidden(owner.rest().patch(path + "/members/" + member.id(), Map.of("role", "admin")));
        assertForbidden(owner.rest().post(path + "/links", Map.of()));
    }

    private static void assertForbidden(Answer answer) {
        assertThat(answer.expect(403).text("/code")).isEqualTo("forbidden");
    }

    private static void assertInvalid(Answer answer, String pointer) {
        assertThat(answer.expect(422).text("/errors/0/pointer")).isEqualTo(pointer);
    }

    private Answer change(TestUser user, Map<String, ?> changes) {
        return user.rest().patch(path(), changes);
    }

    private Answer concerning(TestUser user, TestUser whom, Map<String, ?> changes) {
        return user.rest().patch(path() + "/members/" + whom.id(), changes);
    }

    private Answer add(TestUser user, TestUser added) {
        return user.rest().post(path() + "/members", Map.of("userIds", List.of(added.id())));
    }

    private Answer remove(TestUser user, TestUser removed) {
        return user.rest().delete(path() + "/members/" + removed.id());
    }

    private long lastSeq() {
        return owner.rest()
                .get(path() + "/entries")
                .expect(200)
                .json()
                .at("/headSeq")
                .asLong();
    }

    private List<JsonNode> entriesAfter(long seq) {
        JsonNode items = owner.rest()
                .get(path() + "/entries?after=" + seq)
                .expect(200)
                .json()
                .at("/items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    private String path() {
        return "/v1/conversations/" + group;
    }
}
