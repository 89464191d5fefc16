package io.hongyan.standalone;

import io.hongyan.infra.StartingEngines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Objects.requireNonNull;

/// The engines of one data folder, running: PostgreSQL, Kafka, Redis and Neo4j on loopback, each with a password.
///
/// They are kept running until [#close()], or until the JVM ends in order. What a killed JVM leaves running, the next
/// one takes over. Thread-safe.
public final class StandaloneEngines implements StartingEngines, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneEngines.class);

    /// The transactional ids of the server's Streams applications start with this.
    private static final String TRANSACTIONS = "hongyan-";

    private final Site site;
    private final Orphans orphans;
    private final PrintStream out;
    private final Map<EngineName, SupervisedEngine> engines = new EnumMap<>(EngineName.class);
    private final Map<EngineName, Future<Void>> starts = new EnumMap<>(EngineName.class);
    private final Thread hook = new Thread(this::close, "stop-engines");

    private Runnable before = () -> {};
    private volatile boolean closed;

    private StandaloneEngines(Site site, Orphans orphans, PrintStream out) {
        this.site = site;
        this.orphans = orphans;
        this.out = out;
        for (EngineName name : EngineName.values()) {
            engines.put(name, supervised(name));
        }
    }

    /// Starts all engines with their data under `data`, printing one line for each as it becomes ready.
    ///
    /// Returns when PostgreSQL, Kafka and Redis serve; Neo4j comes when it comes.
    ///
    /// @throws StandaloneFailure with one sentence for the operator, and with everything stopped again
    public static StandaloneEngines start(Path data, PrintStream out) throws InterruptedException {
        return start(data, out, Set.of(EngineName.values()));
    }

    /// The same with some of the engines only; the others' settings name ports where nobody listens.
    public static StandaloneEngines start(Path data, PrintStream out, Set<EngineName> wanted)
            throws InterruptedException {
        StandaloneEngines engines = begin(data, out, wanted);
        try {
            engines.awaitAll();
        } catch (RuntimeException | InterruptedException e) {
            engines.closeAfter(e);
            throw e;
        }
        return engines;
    }

    /// Begins to start them, and doesn't wait: what follows can be done meanwhile.
    static StandaloneEngines begin(Path data, PrintStream out, Set<EngineName> wanted) {
        Platform.ensureSupported();
        StandaloneEngines engines = open(DataFolder.open(data), out);
        Runtime.getRuntime().addShutdownHook(engines.hook);
        for (EngineName name : wanted) {
            if (name == EngineName.NEO4J) {
                engines.startNeo4j();
            } else {
                engines.begin(name);
            }
        }
        return engines;
    }

    private static StandaloneEngines open(DataFolder folder, PrintStream out) {
        try {
            folder.ensureSpace();
            folder.clearTemporary();
            return new StandaloneEngines(
                    new Site(folder, Credentials.in(folder.credentials())), Orphans.of(folder), out);
        } catch (IOException e) {
            folder.close();
            throw StandaloneFailure.of(e, folder.root());
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private void begin(EngineName name) {
        FutureTask<Void> start = new FutureTask<>(() -> {
            engine(name).start(orphans.record(name));
            return null;
        });
        starts.put(name, start);
        Thread.ofVirtual().name("start-" + name.file()).start(start);
    }

    @Override
    public void awaitPostgresql() throws InterruptedException {
        await(EngineName.POSTGRESQL);
    }

    @Override
    public void awaitAll() throws InterruptedException {
        for (EngineName name : starts.keySet()) {
            await(name);
        }
        if (starts.containsKey(EngineName.KAFKA) && !orphans.isEmpty()) {
            TransactionFence.fence(kafka().client(), TRANSACTIONS);
        }
    }

    private void await(EngineName name) throws InterruptedException {
        try {
            requireNonNull(starts.get(name), "it was begun").get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case StandaloneFailure failure -> throw failure;
                case CancellationException stopped -> throw stopped;
                case null, default -> throw new IllegalStateException("an engine's start failed", e);
            }
        }
    }

    private SupervisedEngine supervised(EngineName name) {
        List<Integer> ports = orphans.ports(name);
        Engine engine = switch (name) {
            case POSTGRESQL -> new PostgresqlEngine(site, ports);
            case KAFKA -> new KafkaEngine(site, kafka());
            case REDIS -> new RedisEngine(site, ports);
            case NEO4J -> new Neo4jEngine(site, ports);
        };
        return new SupervisedEngine(engine, ports, site.folder(), out);
    }

    private KafkaSettings kafka() {
        List<Integer> ports = orphans.ports(EngineName.KAFKA);
        return new KafkaSettings(
                ports.getFirst(), ports.getLast(), site.credentials().kafka());
    }

    private SupervisedEngine engine(EngineName name) {
        return requireNonNull(engines.get(name), "every engine is there");
    }

    private int port(EngineName name) {
        return orphans.ports(name).getFirst();
    }

    /// What `config.yml` takes from the environment to reach these engines, by variable.
    public Map<String, String> settings() {
        return EngineSettings.of(site.credentials(), site.folder().server(), this::port);
    }

    /// The engine's process; empty before its first start.
    public Optional<ProcessHandle> process(EngineName name) {
        return engine(name).process();
    }

    /// Stops one engine, as an outage would; [#start(EngineName)] brings it back on the same ports.
    public synchronized void stop(EngineName name) {
        engine(name).stop();
    }

    /// Starts Neo4j, and doesn't wait for it: for whoever started the others alone, because they need the processors.
    void startNeo4j() {
        engine(EngineName.NEO4J).startInBackground(orphans.record(EngineName.NEO4J));
    }

    /// Starts an engine that doesn't run, and waits until it serves.
    public void start(EngineName name) throws InterruptedException {
        SupervisedEngine engine = supervised(name);
        synchronized (this) {
            if (closed) {
                throw new CancellationException("the engines are closed");
            }
            engines.put(name, engine);
        }
        engine.start(null);
    }

    /// Has `action` done before the engines are stopped: the server stops first, while it can still write.
    public synchronized void beforeClose(Runnable action) {
        before = action;
    }

    /// Whether they have been told to stop.
    boolean isClosed() {
        return closed;
    }

    /// Closes because of `failure`, to which is added what goes wrong with that.
    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    /// Stops Neo4j, Redis, Kafka and PostgreSQL, in this order, and frees the folder; also when the server before them
    /// doesn't stop in order.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            before.run();
        } catch (RuntimeException e) {
            LOG.error("The engines are stopped without waiting for the server: {}", e.getMessage());
        } finally {
            stopAll();
        }
    }

    private void stopAll() {
        engines.values().forEach(SupervisedEngine::stop);
        site.folder().close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out: this is the hook, or another one that came first.
        }
    }
}
