package io.hongyan.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An engine that is kept running: when its process dies, it is started again, on the same ports.
///
/// Thread-safe: it may be stopped while it starts.
final class SupervisedEngine {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedEngine.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// After a life this long a death is the first one again.
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private static final Duration LOG_CHECKS = Duration.ofMinutes(1);

    private final Engine engine;
    private final DataFolder folder;
    private final PrintStream out;
    private final EngineProcess process;
    private final CountDownLatch stopping = new CountDownLatch(1);

    SupervisedEngine(Engine engine, List<Integer> ports, DataFolder folder, PrintStream out) {
        this.engine = engine;
        this.folder = folder;
        this.out = out;
        this.process = new EngineProcess(engine, ports, folder);
    }

    /// Takes over what a killed server left running, or starts the engine; waits until it serves, prints so, and
    /// keeps it running from then on.
    ///
    /// @throws StandaloneFailure if it doesn't come to serve
    /// @throws CancellationException if it was stopped meanwhile
    void start(@Nullable EngineRecord orphan) throws InterruptedException {
        serve(orphan);
        Thread.ofVirtual().name("supervise-" + engine.name().file()).start(this::supervise);
    }

    /// The same for an engine that nobody waits for: that it doesn't come to serve is logged, and tried again.
    void startInBackground(@Nullable EngineRecord orphan) {
        Thread.ofVirtual().name("supervise-" + engine.name().file()).start(() -> {
            try {
                serve(orphan);
            } catch (StandaloneFailure e) {
                LOG.warn("{}", e.getMessage());
            } catch (InterruptedException | CancellationException e) {
                return;
            }
            supervise();
        });
    }

    private void serve(@Nullable EngineRecord orphan) throws InterruptedException {
        long start = System.nanoTime();
        try {
            engine.prepare();
            Optional<String> adopted = orphan == null ? Optional.empty() : process.adopt(orphan);
            String version = adopted.isPresent() ? adopted.get() : process.start();
            out.printf(
                    Locale.ROOT,
                    "%s %s %s in %.1f s%n",
                    engine.name().title(),
                    version,
                    adopted.isPresent() ? "was still running, taken over" : "ready",
                    (System.nanoTime() - start) / 1e9);
        } catch (IOException e) {
            throw StandaloneFailure.of(e, folder.root());
        }
    }

    private void supervise() {
        try {
            Duration pause = FIRST_PAUSE;
            while (true) {
                long since = System.nanoTime();
                awaitDeath();
                if (System.nanoTime() - since > HEALTHY.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                if (isStopping(Duration.ZERO)) {
                    return;
                }
                LOG.warn("{} doesn't run any more; starting it again in {} s", title(), pause.toSeconds());
                if (isStopping(pause)) {
                    return;
                }
                restart();
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException | CancellationException e) {
            LOG.debug("{} is watched no more", title(), e);
        }
    }

    private void awaitDeath() throws InterruptedException {
        Optional<ProcessHandle> handle = process.handle();
        while (handle.isPresent() && !EngineProcess.awaitEnd(handle.get(), LOG_CHECKS)) {
            try {
                process.trimLog();
            } catch (IOException e) {
                LOG.warn("{}", StandaloneFailure.of(e, folder.logs()).getMessage());
            }
        }
    }

    private void restart() throws InterruptedException {
        try {
            engine.prepare();
            LOG.info("{} {} serves again", title(), process.start());
        } catch (IOException e) {
            LOG.warn("{}", StandaloneFailure.of(e, folder.root()).getMessage());
        } catch (StandaloneFailure e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private boolean isStopping(Duration within) throws InterruptedException {
        return stopping.await(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    private String title() {
        return engine.name().title();
    }

    /// The process that it is now; empty before its first start.
    Optional<ProcessHandle> process() {
        return process.handle();
    }

    /// Stops it in order, within some seconds.
    void stop() {
        stopping.countDown();
        try {
            process.stop();
        } catch (IOException e) {
            LOG.warn("{}", StandaloneFailure.of(e, folder.root()).getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The others have to be stopped too.
            LOG.error("{} can't be stopped: {}", title(), e.toString());
        }
    }
}
