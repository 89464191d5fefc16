package io.hongyan.relation.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Many who are made to follow somebody at once.
final class FollowsIT {

    private final TestServer server = TestServer.shared();
    private final TestUser author = server.user("author");

    @BeforeEach
    void awaitNeo4j() {
        Relations.awaitNeo4j(server);
    }

    @Test
    void allWhoMayFollowDoSoOnceAndTheOthersAreNamed() {
        // More than begin to follow in one transaction.
        List<TestUser> fans = server.users("fan", 130);
        TestUser blocked = fans.get(7);
        author.rest().put("/v1/blocks/" + blocked.id(), Map.of()).expect(204);
        fans.getFirst().rest().put("/v1/following/" + author.id(), Map.of()).expect(204);
        List<UserId> wanted = new ArrayList<>(fans.stream().map(TestUser::id).toList());
        wanted.addAll(List.of(fans.getFirst().id(), author.id(), new UserId(404)));

        JsonNode first = bring(wanted).expect(200).json();
        JsonNode again = bring(wanted).expect(200).json();

        assertThat(first.path("made").asInt()).isEqualTo(128);
        assertThat(first.path("there").asInt()).isEqualTo(1);
        assertThat(first.path("rejected"))
                .map(JsonNode::asText)
                .containsExactlyInAnyOrder(blocked.id().toString(), author.id().toString(), "404");
        assertThat(again.path("made").asInt()).isZero();
        assertThat(again.path("there").asInt()).isEqualTo(129);
        assertThat(again.path("rejected")).isEqualTo(first.path("rejected"));
        assertThat(server.audited("bring followers", author.id())).containsExactly("133", "133");
        assertThat(followers())
                .hasSize(129)
                .doesNotHaveDuplicates()
                .doesNotContain(blocked.id().toString());
    }

    @Test
    void whoeverIsBroughtSeesTheAuthorsPostsAtOnce() {
        TestUser fan = server.user("fan");
        String post = author.rest()
                .post("/v1/posts", Map.of("text", "before"))
                .expect(201)
                .text("/id");
        assertThat(fan.rest().get("/v1/feed").expect(200).json().path("items")).isEmpty();

        bring(List.of(fan.id())).expect(200);

        assertThat(fan.rest().get("/v1/feed").expect(200).json().path("items"))
                .extracting(item -> item.path("id").asText())
                .containsExactly(post);
    }

    @Test
    void onlyAdministratorsBringFollowersAndNotTooManyAtOnce() {
        String path = "/v1/admin/users/" + author.id() + "/followers";

        author.rest().post(path, Map.of("userIds", List.of(author.id()))).expect(404);
        bring(List.of()).expect(422);
        bring(Collections.nCopies(1_001, author.id())).expect(422);
        server.administrator()
                .post("/v1/admin/users/404/followers", Map.of("userIds", List.of(author.id())))
                .expect(404);
    }

    private Answer bring(List<UserId> users) {
        return server.administrator().post("/v1/admin/users/" + author.id() + "/followers", Map.of("userIds", users));
    }

    private List<String> followers() {
        return author.rest()
                .get("/v1/users/" + author.id() + "/followers?limit=200")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsText("userId");
    }
}
