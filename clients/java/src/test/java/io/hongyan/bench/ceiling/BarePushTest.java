package io.hongyan.bench.ceiling;

import io.hongyan.client.SocketClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

final class BarePushTest {

    @Test
    void everyByteComesToEverySocket() throws IOException, InterruptedException {
        byte[] payload = ("{\"t\":\"entry\",\"x\":\"" + "é".repeat(200) + "\"}").getBytes(UTF_8);
        try (SocketClient client = new SocketClient(1)) {
            BarePush.Result result = BarePush.measure(client, payload, 10, 5, 100);

            assertThat(result.last().count()).isEqualTo(5);
            assertThat(result.spread().max()).isLessThanOrEqualTo(result.last().max());
            assertThat(result.pushesPerSecond()).isPositive();
        }
    }

    @Test
    void anEchoComesBack() throws IOException {
        try (SocketClient client = new SocketClient(1)) {
            assertThat(EchoCeiling.measure(client, Duration.ofMillis(200)).perSecond())
                    .isPositive();
        }
    }
}
