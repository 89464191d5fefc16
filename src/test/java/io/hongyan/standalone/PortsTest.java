package io.hongyan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
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

    @Test
    void areDifferent() {
        assertThat(ports.free(100)).doesNotHaveDuplicates();
    }

    @Test
    void anEngineKeepsItsFormerPortsUnlessSomebodyTookThem() throws IOException {
        List<Integer> former = ports.free(2);

        assertThat(ports.freeOrFormer(former)).isEqualTo(former);
        try (ServerSocket taken = new ServerSocket(former.getLast(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(ports.freeOrFormer(former)).hasSize(2).doesNotContain(taken.getLocalPort());
        }
    }
}
