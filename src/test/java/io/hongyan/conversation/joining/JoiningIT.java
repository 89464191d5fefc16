package io.hongyan.conversation.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Coming into groups whose links are over, that are full, or that somebody has come into meanwhile.
final class JoiningIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestServer server = TestServer.shared();
    private final TestUser owner = server.user("owner");
    private final TestUser member = server.user("member");
    private final TestUser guest = server.user("guest");
    private final TestUser other = server.user("other");
    private final String group = Chats.group(owner, "geese", member).expect(201).text("/id");

    @Test
    void aLinkIsGoodUntilItsTimeIsOver() {
        change(Map.of("joining", "link"));
        Instant asked = Instant.now();
        JsonNode shortest = owner.rest()
                .post(path() + "/links", Map.of("lifeSeconds", 60))
                .expect(200)
                .json();
        String code = shortest.at("/code").asText();
        assertThat(Instant.parse(shortest.at("/expiresAt").asText()))
                .isBetween(asked.plus(MINUTE).minusSeconds(1), Instant.now().plus(MINUTE));
        assertThat(join(guest, code).expect(200).text("/state")).isEqualTo("joined");
        String another = link();

        expire();

        assertThat(join(other, code).expect(404).text("/code")).isEqualTo("notFound");
        assertThat(join(other, another).status()).isEqualTo(404);
        assertThat(other.rest().get(path()).status()).isEqualTo(404);
        assertThat(join(other, link()).expect(200).text("/state")).isEqualTo("joined");
    }

    /// The time of all links of the group is over.
    private void expire() {
        server.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE group_link SET expires_at = now() - interval '1 second' WHERE conversation = ?",
                        Long.valueOf(group)));
    }

    @Test
    void aLinkLivesForAMinuteAtLeastAndAYearAtMost() {
        change(Map.of("joining", "link"));

        for (long seconds : new long[] {-1, 0, 59, 31_536_001}) {
            Answer refused = owner.rest().post(path() + "/links", Map.of("lifeSeconds", seconds));
            assertThat(refused.expect(422).text("/errors/0/pointer")).isEqualTo("/lifeSeconds");
        }

        owner.rest().post(path() + "/links", Map.of("lifeSeconds", 31_536_000)).expect(200);
    }

    @Test
    void aLinkLetsNobodyInOnceTheGroupIsClosedOrGone() {
        change(Map.of("joining", "link"));
        String code = link();

        change(Map.of("joining", "closed"));
        assertThat(join(guest, code).expect(403).text("/code")).isEqualTo("forbidden");
        change(Map.of("joining", "link"));
        owner.rest().delete(path()).expect(204);

        assertThat(join(guest, code).expect(404).text("/code")).isEqualTo("notFound");
    }

    @Test
    void whoeverHasLeftComesBackByALink() {
        change(Map.of("joining", "link"));
        String code = link();
        join(guest, code).expect(200);
        guest.rest().delete(path() + "/members/me").expect(204);
        await().until(() -> guest.rest().get(path()).status() == 404);

        assertThat(join(guest, code).expect(200).text("/state")).isEqualTo("joined");

        assertThat(members()).contains(guest.id().toString());
        assertThat(guest.rest().get(path()).status()).isEqualTo(200);
    }

    @Test
    void aFullGroupTakesAllWhoFitOrNobody() {
        change(Map.of("maxMembers", 3));

        assertFull(add(guest, other));
        assertThat(members()).doesNotContain(guest.id().toString(), other.id().toString());
        // Those who are in already need no room.
        assertThat(add(member, guest).expect(200).json().at("/added"))
                .extracting(JsonNode::asText)
                .containsExactly(guest.id().toString());
        assertFull(add(other));
        assertThat(add(member, guest).expect(200).json().at("/added")).isEmpty();
        guest.rest().delete(path() + "/members/me").expect(204);

        add(other).expect(200);

        assertThat(members()).hasSize(3).contains(other.id().toString());
    }

    @Test
    void nobodyComesIntoAFullGroupByALink() {
        change(Map.of("joining", "link", "maxMembers", 3));
        String code = link();
        join(guest, code).expect(200);

        assertFull(join(other, code));
        assertThat(other.rest().get(path()).status()).isEqualTo(404);
        change(Map.of("maxMembers", 0));

        assertThat(join(other, code).expect(200).text("/state")).isEqualTo("joined");
    }

    @Test
    void whoeverWaitsGoesOnWaitingWhileTheGroupIsFull() {
        change(Map.of("joining", "approval", "maxMembers", 3));
        String code = link();
        assertThat(join(guest, code).expect(200).text("/state")).isEqualTo("requested");
        add(other).expect(200);

        assertFull(agree(guest));
        assertThat(waiting()).containsExactly(guest.id().toString());
        assertThat(members()).doesNotContain(guest.id().toString());
        other.rest().delete(path() + "/members/me").expect(204);

        agree(guest).expect(204);

        await().until(() -> guest.rest().get(path()).status() == 200);
        assertThat(waiting()).isEmpty();
        assertThat(members()).contains(guest.id().toString());
    }

    @Test
    void whoeverWasAddedMeanwhileNoLongerWaits() {
        change(Map.of("joining", "approval"));
        String code = link();
        join(guest, code).expect(200);
        assertThat(join(guest, code).expect(200).text("/state")).isEqualTo("requested");
        assertThat(waiting()).containsExactly(guest.id().toString());

        add(guest).expect(200);

        await().until(() -> waiting().isEmpty());
        assertThat(agree(guest).status()).isEqualTo(404);
        await().until(() -> guest.rest().get(path()).status() == 200);
        assertThat(join(guest, code).expect(200).text("/state")).isEqualTo("joined");
    }

    /// Somebody who was added while they asked: the door saw them outside, and the projector no request yet.
    @Test
    void aRequestThatIsStoredOnceItsMakerIsInDoesNotWait() {
        add(guest).expect(200);
        // PostgreSQL has both them and the entry that brought them in, which ends what was asked for before.
        await().until(() -> rows("member") == 3 && rows("entry") == 2);

        server.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "INSERT INTO join_request (conversation, account, at, after_seq) VALUES (:group, :user, now(), 1)")
                        .bind("group", Long.parseLong(group))
                        .bind("user", guest.id().value())
                        .execute());

        assertThat(rows("join_request")).isEqualTo(1);
        assertThat(waiting()).isEmpty();
        assertThat(agree(guest).status()).isEqualTo(404);
    }

    @Test
    void whoeverCameByALinkMeanwhileNoLongerWaits() {
        change(Map.of("joining", "approval"));
        String code = link();
        join(guest, code).expect(200);
        join(other, code).expect(200);
        change(Map.of("joining", "link"));

        join(guest, code).expect(200);

        await().until(() -> waiting().equals(List.of(other.id().toString())));
        // Who leaves and asks again waits again.
        change(Map.of("joining", "approval"));
        guest.rest().delete(path() + "/members/me").expect(204);
        await().until(() -> join(guest, code).expect(200).text("/state").equals("requested"));
        assertThat(waiting()).containsExactly(other.id().toString(), guest.id().toString());
    }

    @Test
    void whoeverMayNotLogInAnyMoreDoesNotWait() {
        change(Map.of("joining", "approval"));
        join(guest, link()).expect(200);

        server.administrator()
                .patch("/v1/admin/accounts/" + guest.id(), Map.of("disabled", true))
                .expect(200);

        assertThat(waiting()).isEmpty();
        assertThat(agree(guest).status()).isEqualTo(404);
    }

    @Test
    void nobodyWaitsForAGroupThatIsNoMore() {
        change(Map.of("joining", "approval"));
        join(guest, link()).expect(200);

        owner.rest().delete(path()).expect(204);

        await().until(() -> rows("join_request") == 0 && rows("group_link") == 0);
        assertThat(owner.rest().get(path() + "/requests").status()).isEqualTo(404);
    }

    @Test
    void linksAreThrownAwayWhenTheirTimeIsOver() {
        change(Map.of("joining", "link"));
        link();
        link();
        expire();
        String good = link();

        new ExpiredLinks(server.jdbi().installPlugin(new SqlObjectPlugin()), Clock.systemUTC()).sweep();

        assertThat(rows("group_link")).isEqualTo(1);
        assertThat(join(guest, good).expect(200).text("/state")).isEqualTo("joined");
        assertThat(count("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'sweep-links'"))
                .isEqualTo(1);
    }

    /// How many there are of this group.
    private int rows(String table) {
        return count("SELECT count(*) FROM " + table + " WHERE conversation = " + group);
    }

    private int count(String sql) {
        return server.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    private void change(Map<String, Object> rules) {
        owner.rest().patch(path(), rules).expect(200);
    }

    private String link() {
        return owner.rest().post(path() + "/links", Map.of()).expect(200).text("/code");
    }

    private static Answer join(TestUser user, String code) {
        return user.rest().post("/v1/joins", Map.of("code", code));
    }

    private Answer add(TestUser... users) {
        return owner.rest()
                .post(
                        path() + "/members",
                        Map.of("userIds", Stream.of(users).map(TestUser::id).toList()));
    }

    private Answer agree(TestUser user) {
        return owner.rest().post(path() + "/requests/" + user.id(), Map.of());
    }

    private static void assertFull(Answer answer) {
        assertThat(answer.expect(409).text("/code")).isEqualTo("conflict");
        assertThat(answer.text("/detail")).isEqualTo("a group has at most 3 members");
    }

    private List<String> waiting() {
        return userIds(path() + "/requests");
    }

    private List<String> members() {
        return userIds(path() + "/members");
    }

    private List<String> userIds(String path) {
        JsonNode items = owner.rest().get(path).expect(200).json().at("/items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.at("/userId").asText())
                .toList();
    }

    private String path() {
        return "/v1/conversations/" + group;
    }
}
