package io.hongyan.bench.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class PicturesTest {

    @TempDir
    private Path folder;

    private Path journal(String... lines) throws IOException {
        return Files.write(folder.resolve("figures.jsonl"), List.of(lines));
    }

    @Test
    void whatAJournalHasIsDrawn() throws IOException {
        Path journal = journal(
                point("write", 10, 2.5), point("write", 100, 9.0), point("read", 10, 2.0), point("read", 100, 2.0));

        List<Path> drawn = Pictures.draw(journal, folder);

        assertThat(drawn)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("fanout-cpu.png", "fanout-storage.png", "fanout-last.png");
        assertThat(ImageIO.read(drawn.get(0).toFile()).getWidth()).isEqualTo(900);
    }

    @Test
    void whatPostsAndPagesCostIsDrawn() throws IOException {
        Path journal = journal(
                "{\"bench\":\"feed.post\",\"strategy\":\"write\",\"followers\":10,\"cpuMillisAPost\":3.0}",
                "{\"bench\":\"feed.post\",\"strategy\":\"read\",\"followers\":10,\"cpuMillisAPost\":2.0}",
                "{\"bench\":\"feed.page\",\"strategy\":\"read\",\"followed\":100,\"cpuMillisAPage\":5.0}");

        assertThat(Pictures.draw(journal, folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("feed-post-cpu.png", "feed-page-cpu.png");
    }

    @Test
    void nothingIsDrawnOfNothing() throws IOException {
        assertThat(Pictures.draw(journal("{\"bench\":\"end\"}"), folder)).isEmpty();
    }

    private static String point(String strategy, int members, double cost) {
        return "{\"bench\":\"fanout.curve\",\"strategy\":\"%s\",\"members\":%d,\"cpuMillisAMessage\":%s,"
                        .formatted(strategy, members, cost)
                + "\"storedKilobytesAMessage\":%s,\"lastMillis\":%s}".formatted(cost, cost);
    }
}
