package io.hongyan.demo;

import io.hongyan.client.SocketClient;
import io.hongyan.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// The shipped script against a real server.
final class DemoIT {

    @Test
    void everybodySeesWhatTheScriptImplies() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (SocketClient sockets = new SocketClient(1);
                PrintStream out = new PrintStream(printed, true, UTF_8)) {
            Play play = Play.prepare(Script.shipped(), TestServer.shared().address(), sockets, Clock.systemUTC());
            play.perform();

            new Review(play, out).print();
        }
        assertThat(printed.toString(UTF_8))
                .contains("太好了，明天见！", "小雁 edited ", "Anna 🥟 to ", "every count is right")
                .doesNotContain("太好了，后天见！");
    }
}
