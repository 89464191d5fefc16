package io.hongyan.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Where senders pay for every member, groups stay small.
@Tag("apart")
final class MaxMembersIT {

    private static final int LIMIT = 500;

    @Test
    void writeFanoutRefusesALargerGroupAndSaysWhy() {
        try (TestServer server = TestServer.start(Map.of("HONGYAN_FANOUT", "write"))) {
            List<TestUser> people = server.users("limited", LIMIT + 1);
            TestUser owner = people.getFirst();
            List<String> others =
                    people.stream().skip(1).map(user -> user.id().toString()).toList();

            assertRefused(owner.rest().post("/v1/conversations", group(others)));
            String group = owner.rest()
                    .post("/v1/conversations", group(others.subList(0, LIMIT - 1)))
                    .expect(201)
                    .text("/id");
            String members = "/v1/conversations/" + group + "/members";
            assertRefused(owner.rest().post(members, Map.of("userIds", List.of(others.getLast()))));

            server.administrator()
                    .put("/v1/admin/conversations/" + group + "/fanout", Map.of("mode", "read"))
                    .expect(200);
            owner.rest()
                    .post(members, Map.of("userIds", List.of(others.getLast())))
                    .expect(200);
        }
    }

    private static void assertRefused(Answer answer) {
        JsonNode problem = answer.expect(409).json();
        assertThat(problem.path("code").asText()).isEqualTo("conflict");
        assertThat(problem.path("detail").asText()).isEqualTo("a group has at most 500 members");
    }

    private static Map<String, Object> group(List<String> memberIds) {
        return Map.of("kind", "group", "title", "limited", "memberIds", memberIds);
    }
}
