package io.hongyan.bench.feed;

import io.hongyan.bench.fanout.Mode;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Stage;
import io.hongyan.client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// Somebody who posts. For one thread.
final class Author {

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

    /// Asks again where the server is too busy: thousands who follow one person wait for each other in Neo4j.
    void isFollowedBy(Participant follower) throws IOException, InterruptedException {
        Answer answer = follower.api().put("/v1/following/" + person.userId(), Map.of());
        for (int tries = 1; answer.status() == UNAVAILABLE && tries < TRIES; tries++) {
            Thread.sleep(PAUSE.toMillis());
            answer = follower.api().put("/v1/following/" + person.userId(), Map.of());
        }
        answer.ok();
    }

    /// From the next post on.
    void go(Mode mode, Stage stage) throws IOException, InterruptedException {
        mode.override(stage, "/v1/admin/users/" + person.userId());
    }
}
