package io.hongyan.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// The engines of a data folder, for a command that works with them: those of the server that runs on it, or else ones
/// that run for as long as the command does.
final class LentEngines implements AutoCloseable {

    /// No command asks Neo4j.
    private static final Set<EngineName> WANTED = Set.of(EngineName.POSTGRESQL, EngineName.KAFKA, EngineName.REDIS);

    private final Map<String, String> settings;
    private final Runnable close;

    private LentEngines(Map<String, String> settings, Runnable close) {
        this.settings = settings;
        this.close = close;
    }

    /// @throws StandaloneFailure if no server ever ran on the folder
    static LentEngines of(Path data, PrintStream out) throws InterruptedException {
        Path root = data.toAbsolutePath().normalize();
        if (Files.notExists(root.resolve("credentials.json"))) {
            throw new StandaloneFailure("There is no data in %s: name another folder with --data.".formatted(root));
        }
        if (DataFolder.isInUse(root)) {
            return new LentEngines(ofServer(root), () -> {});
        }
        StandaloneEngines own = StandaloneEngines.start(root, out, WANTED);
        return new LentEngines(own.settings(), own::close);
    }

    private static Map<String, String> ofServer(Path root) {
        Credentials credentials = Credentials.in(root.resolve("credentials.json"));
        return EngineSettings.of(credentials, root.resolve("server"), engine -> port(root, engine));
    }

    private static int port(Path root, EngineName engine) {
        try {
            return EngineRecord.read(root.resolve("run").resolve(engine.file() + ".json"))
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
