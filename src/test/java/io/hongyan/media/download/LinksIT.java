package io.hongyan.media.download;

import io.hongyan.infra.SharedKey;
import io.hongyan.media.Media.Variant;
import io.hongyan.streams.id.MediaId;
import io.hongyan.testing.Answer;
import io.hongyan.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Links as another node with the same key has made them, on the real server.
final class LinksIT {

    private static final Duration LIFE = Duration.ofMinutes(10);

    private final TestServer server = TestServer.shared();
    private final Jdbi jdbi = server.jdbi().installPlugin(new SqlObjectPlugin());
    private final byte[] key = SharedKey.load(jdbi, "media-links");

    @Test
    void aLinkIsGoneWhenItsTimeIsOver() {
        Answer over = server.rest().get(linkMade(LIFE));

        assertThat(over.status()).isEqualTo(410);
        assertThat(over.text("/code")).isEqualTo("gone");
        // One whose time isn't is followed, to a medium that isn't there.
        assertThat(server.rest().get(linkMade(LIFE.dividedBy(2))).status()).isEqualTo(404);
    }

    /// A link that was made so long ago.
    private String linkMade(Duration ago) {
        Links links = new Links(key, LIFE, Clock.offset(Clock.systemUTC(), ago.negated()));
        return "/v1/media/links/" + links.code(new Links.Linked(new MediaId(7), Variant.CONTENT, links.expiry()));
    }
}
