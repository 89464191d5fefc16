package io.hongyan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/// The server's own two ports, looked at before anything is started.
final class ServerPorts {

    private static final int LAST = 65_535;

    private ServerPorts() {}

    static void ensureFree(int port, int adminPort) {
        if (port == adminPort && port != 0) {
            throw new StandaloneFailure("--port and --admin-port are both " + port + ": they must differ.");
        }
        ensureFree("--port", port, null);
        ensureFree("--admin-port", adminPort, InetAddress.getLoopbackAddress());
    }

    private static void ensureFree(String option, int port, @Nullable InetAddress host) {
        if (port < 0 || port > LAST) {
            throw new StandaloneFailure("%s is %d, but a port is at most %d.".formatted(option, port, LAST));
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new StandaloneFailure(
                    "Port %d can't be had (%s): choose another with %s.".formatted(port, e.getMessage(), option), e);
        }
    }
}
