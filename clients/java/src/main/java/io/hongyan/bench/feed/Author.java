package io.hongyan.bench.feed;

import io.hongyan.bench.fanout.Mode;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Stage;
import io.hongyan.client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Somebody who posts. For one thread.
final class Author {

    /// Half of what one call may bring, so that a busy server answers in time.
    private static final int BATCH = 500;

    private static final int UNAVAILABLE = 503;
    private static final int TRIES = 60;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Participant person;
    private int posts;

    Author(Participant person) {
        this.person = person;
    }

    int posts() {
        return posts;
    }

    /// Posts something; the id that it has then.
    String post() throws IOException, InterruptedException {
        posts++;
        return person.api()
                .post("/v1/posts", Map.of("text", "The wild geese fly south, letter " + posts))
                .ok()
                .path("id")
                .asText();
    }

    /// As administrators may: thousands who ask for it themselves wait for each other in Neo4j. Asks again where the
    /// server is too busy.
    void isFollowedBy(List<Participant> followers, Stage stage) throws IOException, InterruptedException {
        String path = "/v1/admin/users/" + person.userId() + "/followers";
        for (int from = 0; from < followers.size(); from += BATCH) {
            List<String> ids = followers.subList(from, Math.min(from + BATCH, followers.size())).stream()
                    .map(Participant::userId)
                    .toList();
            Answer answer = stage.administrator().post(path, Map.of("userIds", ids));
            for (int tries = 1; answer.status() == UNAVAILABLE && tries < TRIES; tries++) {
                Thread.sleep(PAUSE.toMillis());
                answer = stage.administrator().post(path, Map.of("userIds", ids));
            }
            answer.ok();
        }
    }

    /// From the next post on.
    void go(Mode mode, Stage stage) throws IOException, InterruptedException {
        mode.override(stage, "/v1/admin/users/" + person.userId());
    }
}
