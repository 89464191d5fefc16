package io.hongyan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PortsTest {

    private final Ports ports = new Ports(new Random(7));

    @Test
    void liesBelowThePortsOfOutgoingConnections() throws IOException {
        try (ServerSocket outgoing = new ServerSocket(0)) {
            assertThat(ports.free(100)).allMatch(port -> port >= 10_000 && port < outgoing.getLocalPort());
        }
    }

    /// So many in so many turns that some would be the same by chance.
    @Test
    void areDifferent() {
        assertThat(Stream.generate(() -> ports.free(2)).limit(1_000).flatMap(List::stream))
                .doesNotHaveDuplicates();
    }

    @Test
    void formerPortsThatAnotherEngineWasGivenAreNotGivenAgain() {
        List<Integer> former = ports.free(1);

        assertThat(ports.freeOrFormer(former)).hasSize(1).doesNotContainAnyElementsOf(former);
    }

    @Test
    void anEngineKeepsItsFormerPortsUnlessSomebodyTookThem() throws IOException {
        List<Integer> former = new Ports(new Random(8)).free(2);

        try (ServerSocket taken = new ServerSocket(former.getLast(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(ports.freeOrFormer(former)).hasSize(2).doesNotContain(taken.getLocalPort());
        }
        assertThat(ports.freeOrFormer(former)).isEqualTo(former);
    }
}
