package io.hongyan.standalone;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.sourceforge.argparse4j.inf.Namespace;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// The server as `server` runs it, but stopped before its engines are, and with its address known.
final class Serving<T extends Configuration> extends ServerCommand<T> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int UNAVAILABLE = 503;

    private final StandaloneEngines engines;
    private final Supplier<Optional<String>> failure;
    private final Thread starter = Thread.currentThread();
    private volatile @Nullable Server server;

    /// For the thread that then starts it.
    ///
    /// @param failure why the server will never take messages; empty while it may
    Serving(Application<T> application, StandaloneEngines engines, Supplier<Optional<String>> failure) {
        super(application);
        this.engines = engines;
        this.failure = failure;
    }

    @Override
    protected void run(Environment environment, Namespace arguments, T configuration) throws Exception {
        environment.lifecycle().addEventListener(new Starting());
        engines.beforeClose(this::stop);
        super.run(environment, arguments, configuration);
    }

    private final class Starting implements LifeCycle.Listener {

        /// Jetty's own shutdown hook would race with ours, which stops the server and then the engines.
        @Override
        public void lifeCycleStarting(LifeCycle starting) {
            server = (Server) starting;
            server.setStopAtShutdown(false);
        }
    }

    private void stop() {
        Server running = server;
        if (running == null) {
            return;
        }
        if (running.isStarting()) {
            // Jetty stops when it has started, which may take a minute.
            starter.interrupt();
        }
        try {
            running.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server doesn't stop: " + e, e);
        }
    }

    /// Waits until messages can be taken, and answers where clients connect.
    URI awaitReady() throws InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + connector("admin").getLocalPort() + "/ready");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = ask(client, ready);
            while (answer.statusCode() == UNAVAILABLE) {
                failure.get().ifPresent(reason -> {
                    throw new StandaloneFailure("The server can't take messages: " + reason + ".");
                });
                if (System.nanoTime() > deadline) {
                    throw new StandaloneFailure("The server can't take messages after %d minutes: %s"
                            .formatted(
                                    PATIENCE.toMinutes(), answer.body().strip().replace("\n", "; ")));
                }
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
                answer = ask(client, ready);
            }
        } catch (IOException e) {
            throw new StandaloneFailure("The server doesn't answer at " + ready + ": " + e.getMessage() + ".", e);
        }
        ServerConnector clients = connector("application");
        String host = clients.getHost() == null ? "localhost" : clients.getHost();
        return URI.create("http://" + host + ":" + clients.getLocalPort());
    }

    private static HttpResponse<String> ask(HttpClient client, URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private ServerConnector connector(String name) {
        return Arrays.stream(requireNonNull(server, "the server has started").getConnectors())
                .filter(connector -> name.equals(connector.getName()))
                .map(ServerConnector.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
