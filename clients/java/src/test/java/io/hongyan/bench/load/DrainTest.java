package io.hongyan.bench.load;

import io.hongyan.client.Api;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// One message in a room of two.
final class DrainTest {

    private final Faults faults = new Faults();
    private final List<Participant> people = Stream.of("anna", "ben")
            .map(userId -> new Participant(userId, Api.of(URI.create("http://127.0.0.1:1")), number -> flow(), faults))
            .toList();
    private final Flow flow = new Flow(
            0,
            new Phase("direct", 1, Duration.ofSeconds(1)),
            List.of(new Room("room", people, List.of())),
            faults,
            System.nanoTime());
    private final Drain drain =
            new Drain(flow, new Pacer(flow, Clock.systemUTC()), people, faults, Duration.ofMillis(100));

    private Flow flow() {
        return flow;
    }

    @Test
    void whatIsAnsweredAndHasComeIsDone() {
        flow.clientId(0, 0);
        flow.acknowledge(0, 2, false, System.nanoTime());
        flow.deliver(0, 1, 2, System.nanoTime());

        drain.await();

        assertThat(faults.first()).isEmpty();
    }

    @Test
    void aMessageThatWasAcknowledgedAndNeverComesIsAFault() {
        flow.clientId(0, 0);
        flow.acknowledge(0, 2, false, System.nanoTime());

        drain.await();

        assertThat(faults.first())
                .singleElement()
                .asString()
                .startsWith("direct: 1 of 1 messages acknowledged and 0 of 1 copies delivered");
    }

    @Test
    void soIsOneThatIsNeverAcknowledged() {
        flow.clientId(0, 0);

        drain.await();

        assertThat(faults.first()).singleElement().asString().startsWith("direct: 0 of 1 messages acknowledged");
    }
}
