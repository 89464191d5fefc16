package io.hongyan.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// The engines of a data folder, for a command that works with them: those of the server that runs on it, or else ones
/// that run for as long as the command does.
final class LentEngines implements AutoCloseable {

    /// A server begins to start Neo4j after it has begun to serve.
    private static final Duration NEO4J_BEGINS = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, String> settings;
    private final Runnable close;

    private LentEngines(Map<String, String> settings, Runnable close) {
        this.settings = settings;
        this.close = close;
    }

    /// @param neo4j whether Neo4j is wanted too; it may then still be starting
    /// @throws StandaloneFailure if no server ever ran on the folder
    static LentEngines of(Path data, boolean neo4j, PrintStream out) throws InterruptedException {
        Path root = data.toAbsolutePath().normalize();
        if (Files.notExists(root.resolve("credentials.json"))) {
            throw new StandaloneFailure("There is no data in %s: name another folder with --data.".formatted(root));
        }
        if (DataFolder.isInUse(root)) {
            if (neo4j) {
                awaitNeo4j(root);
            }
            return new LentEngines(ofServer(root), () -> {});
        }
        StandaloneEngines own =
                StandaloneEngines.start(root, out, neo4j ? Set.of(EngineName.values()) : EngineName.BEFORE_SERVER);
        return new LentEngines(own.settings(), own::close);
    }

    private static void awaitNeo4j(Path root) throws InterruptedException {
        Path record = DataFolder.record(root, EngineName.NEO4J);
        long begin = System.nanoTime();
        while (Files.notExists(record) && System.nanoTime() - begin < NEO4J_BEGINS.toNanos()) {
            Thread.sleep(POLL);
        }
    }

    private static Map<String, String> ofServer(Path root) {
        Credentials credentials = Credentials.in(root.resolve("credentials.json"));
        return EngineSettings.of(credentials, root.resolve("server"), engine -> port(root, engine));
    }

    private static int port(Path root, EngineName engine) {
        try {
            return EngineRecord.read(DataFolder.record(root, engine))
                    .map(record -> record.ports().getFirst())
                    // Neo4j may still be on its way.
                    .orElse(1);
        } catch (IOException e) {
            throw StandaloneFailure.of(e, root);
        }
    }

    Map<String, String> settings() {
        return settings;
    }

    @Override
    public void close() {
        close.run();
    }
}
