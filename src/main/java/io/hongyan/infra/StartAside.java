package io.hongyan.infra;

import io.dropwizard.lifecycle.JettyManaged;
import io.dropwizard.lifecycle.Managed;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.util.component.Container;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/// Starts some parts of the server, one after the other, on a thread of its own, while the server starts the rest:
/// those that wait for other processes beside those that load classes.
///
/// Nobody is served before all of it has started, and a part that fails to start fails the start of the server. What
/// was started is stopped in reverse.
public final class StartAside implements Managed {

    private final StartingEngines engines;
    private final List<Managed> parts;
    private final Deque<Managed> started = new ArrayDeque<>();
    private final Thread thread = Thread.ofPlatform().name("start-aside").unstarted(this::run);
    private volatile @Nullable Throwable failure;

    private StartAside(StartingEngines engines, List<Managed> parts) {
        this.engines = engines;
        this.parts = List.copyOf(parts);
    }

    /// Has `parts` started beside all that is managed from now on, as soon as `engines` serve.
    public static void manage(LifecycleEnvironment lifecycle, StartingEngines engines, List<Managed> parts) {
        StartAside aside = new StartAside(engines, parts);
        lifecycle.manage(aside);
        lifecycle.addEventListener(new LifeCycle.Listener() {

            /// The server starts its parts in the order in which they were added, and listens after the last.
            @Override
            public void lifeCycleStarting(LifeCycle server) {
                ((Container) server).addBean(new JettyManaged(new Managed() {

                    @Override
                    public void start() throws Exception {
                        aside.await();
                    }
                }));
            }
        });
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            engines.awaitAll();
            for (Managed part : parts) {
                started.push(part);
                part.start();
            }
        } catch (Throwable e) { // Thrown again by the thread that starts the server.
            failure = e;
        }
    }

    private void await() throws Exception {
        thread.join();
        switch (failure) {
            case null -> {}
            case Exception exception -> throw exception;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    @Override
    public void stop() throws Exception {
        thread.interrupt();
        thread.join();
        while (!started.isEmpty()) {
            started.pop().stop();
        }
    }
}
