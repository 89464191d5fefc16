package io.hongyan.standalone;

import io.hongyan.infra.FolderTree;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Kafka with nothing on it, for a command that wants one of its own. Its folder goes with it, also when the JVM is
/// interrupted.
public final class ScratchKafka implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchKafka.class);

    private final Path folder;
    private final StandaloneEngines engines;
    private final Thread hook = new Thread(this::clear, "clear-scratch");

    private ScratchKafka(Path folder, StandaloneEngines engines) {
        this.folder = folder;
        this.engines = engines;
    }

    /// Starts one in a fresh folder below `parent`.
    ///
    /// @throws StandaloneFailure with one sentence for the operator, and with nothing left
    public static ScratchKafka start(Path parent, PrintStream out) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "hongyan-scratch-");
        try {
            ScratchKafka kafka =
                    new ScratchKafka(folder, StandaloneEngines.start(folder, out, Set.of(EngineName.KAFKA)));
            Runtime.getRuntime().addShutdownHook(kafka.hook);
            return kafka;
        } catch (RuntimeException | InterruptedException e) {
            FolderTree.delete(folder);
            throw e;
        }
    }

    /// What `config.yml` takes from the environment to reach it, and to keep what the command itself keeps in the same
    /// folder, by variable; the other engines' settings name ports where nobody listens.
    public Map<String, String> settings() {
        return engines.settings();
    }

    public ProcessHandle process() {
        return engines.process(EngineName.KAFKA).orElseThrow();
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the JVM is on its way out", e);
        }
    }

    private synchronized void clear() {
        engines.close();
        try {
            FolderTree.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} can't be deleted, and nobody needs it any more: {}", folder, e.getMessage());
        }
    }
}
