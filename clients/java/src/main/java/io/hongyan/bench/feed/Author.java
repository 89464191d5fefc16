package io.hongyan.bench.feed;

import io.hongyan.bench.fanout.Mode;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Stage;
import java.io.IOException;
import java.util.Map;

/// Somebody who posts. For one thread.
final class Author {

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

    void isFollowedBy(Participant follower) throws IOException, InterruptedException {
        follower.api().put("/v1/following/" + person.userId(), Map.of()).ok();
    }

    /// From the next post on.
    void go(Mode mode, Stage stage) throws IOException, InterruptedException {
        mode.override(stage, "/v1/admin/users/" + person.userId());
    }
}
