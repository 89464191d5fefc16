package io.hongyan.conversation;

import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A group of ten thousand, made and joined in batches.
final class LargeGroupIT {

    private static final int MEMBERS = 10_000;
    private static final int BATCH = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestServer server = TestServer.shared();

    @Test
    void tenThousandPeopleAreBroughtInByBatchesAndEachOfThemCounts() {
        List<TestUser> people = server.users("ten-thousand", MEMBERS);
        TestUser owner = people.getFirst();
        List<String> ids = people.stream().map(user -> user.id().toString()).toList();
        assertThat(owner.rest()
                        .post("/v1/conversations", group(ids.subList(1, BATCH + 2)))
                        .status())
                .isEqualTo(422);

        String group = owner.rest()
                .post("/v1/conversations", group(ids.subList(1, BATCH)))
                .expect(201)
                .text("/id");
        String path = "/v1/conversations/" + group;
        assertThat(owner.rest()
                        .post(path + "/members", Map.of("userIds", ids.subList(0, BATCH + 1)))
                        .status())
                .isEqualTo(422);
        IntStream.range(1, MEMBERS / BATCH)
                .forEach(batch -> assertThat(owner.rest()
                                .post(
                                        path + "/members",
                                        Map.of("userIds", ids.subList(batch * BATCH, (batch + 1) * BATCH)))
                                .expect(200)
                                .json()
                                .path("added"))
                        .hasSize(BATCH));
        Map<String, Object> message =
                Map.of("clientId", "ten-thousand", "kind", "text", "body", Map.of("text", "hello, all"));
        owner.rest().post(path + "/messages", message).expect(201);

        for (TestUser member : List.of(people.get(1), people.get(MEMBERS / 2), people.getLast())) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                var shown = member.rest().get(path).expect(200).json();
                assertThat(shown.path("memberCount").asInt()).isEqualTo(MEMBERS);
                assertThat(shown.path("fanout").asText()).isEqualTo("read");
                assertThat(shown.path("unread").asInt()).isEqualTo(1);
            });
        }
    }

    private static Map<String, Object> group(List<String> memberIds) {
        return Map.of("kind", "group", "title", "ten thousand", "memberIds", memberIds);
    }
}
