package io.hongyan.bench.fanout;

import io.hongyan.bench.load.Stage;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/// Who pays for a conversation's messages, or an author's posts, as an administrator may say it.
public enum Mode {
    WRITE("write"),
    READ("read"),
    /// By the server's configuration, which is hybrid unless it was changed.
    HYBRID("auto");

    private final String wish;

    Mode(String wish) {
        this.wish = wish;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Makes it so for what is `governed`, such as `/v1/admin/conversations/ID`, from its next message or post on.
    public void override(Stage stage, String governed) throws IOException, InterruptedException {
        stage.administrator().put(governed + "/fanout", Map.of("mode", wish)).ok();
    }

    /// Makes it so for a conversation. The next command switches, so a warm-up has to follow.
    void overrideConversation(Stage stage, String conversationId) throws IOException, InterruptedException {
        override(stage, "/v1/admin/conversations/" + conversationId);
    }
}
