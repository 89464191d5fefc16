package io.hongyan.bench.fanout;

import io.hongyan.bench.load.Stage;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/// Who pays for a conversation's messages, as an administrator may say it.
enum Mode {
    WRITE("write"),
    READ("read"),
    /// By the server's configuration, which is hybrid unless it was changed.
    HYBRID("auto");

    private final String wish;

    Mode(String wish) {
        this.wish = wish;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Makes it so. The next command switches, so a warm-up has to follow.
    void override(Stage stage, String conversationId) throws IOException, InterruptedException {
        stage.administrator()
                .put("/v1/admin/conversations/%s/fanout".formatted(conversationId), Map.of("mode", wish))
                .ok();
    }
}
