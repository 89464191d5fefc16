package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one process that an engine is at a time; it outlives this JVM when that is killed.
///
/// Thread-safe: it may be stopped while it starts, and then nothing is started any more.
final class EngineProcess {

    private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);

    /// Long enough for PostgreSQL or Kafka to recover after a crash.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);

    private final Engine engine;
    private final List<Integer> ports;
    private final Path record;
    private final LogFile log;

    private boolean stopped;
    private @Nullable ProcessHandle process;

    EngineProcess(Engine engine, List<Integer> ports, DataFolder folder) {
        this.engine = engine;
        this.ports = List.copyOf(ports);
        this.record = folder.record(engine.name());
        this.log = new LogFile(folder.log(engine.name()));
    }

    /// Starts it, waits until it serves, and answers its version.
    ///
    /// @throws StandaloneFailure if it doesn't come to serve
    /// @throws CancellationException if it was stopped meanwhile
    String start() throws IOException, InterruptedException {
        log.trim();
        Optional<Engine> recovery = engine.recovery();
        if (recovery.isPresent()) {
            recover(recovery.get());
        }
        return serve(engine);
    }

    private void recover(Engine recovery) throws IOException, InterruptedException {
        LOG.info("{} was killed; its data is put right first", engine.name().title());
        recovery.prepare();
        try {
            serve(recovery);
        } finally {
            Optional<ProcessHandle> started = handle();
            if (started.isPresent()) {
                end(started.get());
            }
        }
    }

    private String serve(Engine started) throws IOException, InterruptedException {
        long logged = log.size();
        ProcessHandle handle = spawn(started);
        return switch (Readiness.await(started, handle, PATIENCE)) {
            case Readiness.Ready ready -> ready.version();
            case Readiness.Ended() -> {
                ensureNotStopped();
                throw new StandaloneFailure("%s ended while it started; its last words in %s: %s"
                        .formatted(started.name().title(), log.path(), log.lastWords(logged)));
            }
            case Readiness.Silent(String lastTry) -> {
                end(handle);
                throw new StandaloneFailure("%s doesn't serve after %d minutes (%s): see %s."
                        .formatted(started.name().title(), PATIENCE.toMinutes(), lastTry, log.path()));
            }
        };
    }

    private synchronized ProcessHandle spawn(Engine started) throws IOException {
        ensureNotStopped();
        List<String> command = new ArrayList<>();
        // A session of its own, so that Ctrl-C reaches the server alone, which then stops the engines in order.
        Program.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(started.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        ProcessHandle handle = Forks.start(builder).toHandle();
        process = handle;
        Optional<ProcessIdentity> identity = ProcessIdentity.find(handle.pid());
        if (identity.isPresent()) {
            String executable = started.executable().toRealPath().toString();
            new EngineRecord(identity.get(), executable, ports, fingerprint(started)).write(record);
        }
        return handle;
    }

    /// Takes over the process that a killed server left behind, and answers its version, if it is what would be
    /// started now and serves; otherwise ends it.
    Optional<String> adopt(EngineRecord orphan) throws IOException, InterruptedException {
        Optional<ProcessHandle> alive = orphan.orphan();
        if (alive.isEmpty()) {
            awaitTraces(orphan);
            return Optional.empty();
        }
        synchronized (this) {
            ensureNotStopped();
            process = alive.get();
        }
        if (orphan.fingerprint().equals(fingerprint(engine))
                && Readiness.await(engine, alive.get(), engine.orphanPatience()) instanceof Readiness.Ready ready) {
            return Optional.of(ready.version());
        }
        end(alive.get());
        return Optional.empty();
    }

    /// A killed process keeps its number until whoever is its parent now has noticed, and PostgreSQL takes a number in
    /// use for another server on its data.
    private static void awaitTraces(EngineRecord orphan) throws InterruptedException {
        Optional<ProcessHandle> dead = orphan.process().process();
        if (dead.isPresent()) {
            awaitEnd(dead.get(), STOP_PATIENCE);
        }
    }

    private static String fingerprint(Engine engine) {
        return Integer.toHexString(
                List.of(engine.command(), engine.configuration()).hashCode());
    }

    /// The process, dead or alive; empty before the first start.
    synchronized Optional<ProcessHandle> handle() {
        return Optional.ofNullable(process);
    }

    /// Keeps the engine's log in its bounds.
    void trimLog() throws IOException {
        log.trim();
    }

    /// Ends it for good, and forgets it; an orphan that nobody has taken over yet as well.
    void stop() throws IOException, InterruptedException {
        Optional<ProcessHandle> running;
        synchronized (this) {
            stopped = true;
            running = handle();
        }
        if (running.isEmpty()) {
            running = EngineRecord.read(record).flatMap(EngineRecord::orphan);
        }
        if (running.isPresent()) {
            end(running.get());
        }
        Files.deleteIfExists(record);
    }

    private void end(ProcessHandle handle) throws IOException, InterruptedException {
        if (handle.isAlive()) {
            engine.stop(handle);
        }
        if (!awaitEnd(handle, EngineCache.stopPatience(STOP_PATIENCE))) {
            handle.destroyForcibly();
            awaitEnd(handle, STOP_PATIENCE);
        }
    }

    /// Whether the process ended within `patience`.
    static boolean awaitEnd(ProcessHandle handle, Duration patience) throws InterruptedException {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a process doesn't fail", e);
        }
    }

    private void ensureNotStopped() {
        if (stopped) {
            throw new CancellationException(engine.name() + " was stopped while it started");
        }
    }
}
