package io.hongyan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Ports for the engines to listen on, free when they are asked for, and none of them given twice.
///
/// They lie below those that the kernel gives to outgoing connections: otherwise, while an engine restarts, any client
/// may be given its port, and a client that knocks at it may even be connected to itself. For one thread.
final class Ports {

    private static final int FIRST = 10_000;
    private static final int TRIES = 1_000;
    private static final int DEFAULT_FIRST_OUTGOING = 32_768;

    private final RandomGenerator random;
    private final int end;

    /// An engine listens some seconds after it got its port, so looking at what is free doesn't tell.
    private final Set<Integer> given = new HashSet<>();

    Ports(RandomGenerator random) {
        this.random = random;
        this.end = firstOutgoing();
    }

    /// `count` different free ports.
    List<Integer> free(int count) {
        List<Integer> ports = new ArrayList<>();
        for (int tried = 0; ports.size() < count; tried++) {
            if (tried == TRIES) {
                throw new StandaloneFailure("No free port is left between %d and %d.".formatted(FIRST, end));
            }
            int port = random.nextInt(FIRST, end);
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                ports.add(port);
            }
        }
        return ports;
    }

    /// `former` where they are still free, so that an engine keeps its address; else others.
    List<Integer> freeOrFormer(List<Integer> former) {
        if (former.stream().anyMatch(port -> given.contains(port) || !isFree(port))) {
            return free(former.size());
        }
        given.addAll(former);
        return former;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int firstOutgoing() {
        try {
            String range = ProcFile.line(Path.of("/proc/sys/net/ipv4/ip_local_port_range"));
            int first = Integer.parseInt(range.strip().split("\\s+", -1)[0]);
            // A machine that was told to use them all leaves no better choice.
            return first < FIRST + TRIES ? DEFAULT_FIRST_OUTGOING : first;
        } catch (IOException e) {
            return DEFAULT_FIRST_OUTGOING;
        }
    }
}
