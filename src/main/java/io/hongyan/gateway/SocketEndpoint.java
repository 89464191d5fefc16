package io.hongyan.gateway;

import io.dropwizard.core.setup.Environment;
import io.hongyan.gateway.frame.CloseCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

/// `/v1/ws`: lets sockets in.
///
/// A client that asks for no subprotocol speaks ours, as the address says version 1 already.
public final class SocketEndpoint {

    private static final String PATH = "/v1/ws";
    private static final String SUBPROTOCOL = "hongyan.v1";
    private static final String COMPRESSION = "permessage-deflate";
    private static final int WRITE_BUFFER = 16 << 10;

    private final Gateway gateway;
    private final Origins origins;

    public SocketEndpoint(Gateway gateway, List<String> origins) {
        this.gateway = gateway;
        this.origins = new Origins(origins);
    }

    public void register(Environment environment) {
        JettyWebSocketServletContainerInitializer.configure(
                environment.getApplicationContext(), (context, container) -> {
                    // A compressing socket takes 70 to 200 KB.
                    WebSocketServerComponents.getWebSocketComponents(environment.getApplicationContext())
                            .getExtensionRegistry()
                            .unregister(COMPRESSION);
                    configure(container);
                });
    }

    private void configure(JettyWebSocketServerContainer container) {
        // Silence is noticed by our own pings.
        container.setIdleTimeout(Duration.ZERO);
        container.setOutputBufferSize(WRITE_BUFFER);
        container.addMapping(PATH, this::open);
    }

    private @Nullable Object open(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) {
        String host = request.getHttpServletRequest().getServerName();
        if (!origins.allow(request.getHeader("Origin"), host)) {
            forbid(response);
            return null;
        }
        List<String> offered = request.getSubProtocols();
        boolean ours = offered.contains(SUBPROTOCOL);
        if (ours) {
            response.setAcceptedSubProtocol(SUBPROTOCOL);
        }
        return new JettySocket(wire -> {
            Client client = gateway.opened(wire);
            if (!ours && !offered.isEmpty()) {
                client.close(CloseCode.SUBPROTOCOL);
            }
            return client;
        });
    }

    private static void forbid(JettyServerUpgradeResponse response) {
        try {
            response.sendForbidden("this origin is not allowed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
