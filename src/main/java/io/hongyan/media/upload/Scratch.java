package io.hongyan.media.upload;

import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/// A folder of this node for what is being worked on. What a killed server left there is thrown away at the next start.
public final class Scratch implements Managed {

    private final Path folder;

    public Scratch(Path folder) {
        this.folder = folder;
    }

    @Override
    public void start() throws IOException {
        Files.createDirectories(folder);
        empty("");
    }

    /// A file that isn't there yet. Others whose names begin with its name belong to it.
    Path file() {
        return folder.resolve(UUID.randomUUID().toString());
    }

    /// Forgets a file and what belongs to it.
    void forget(Path file) {
        try {
            empty(file.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void empty(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith(prefix))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException nothingYet) {
            // Nothing to forget.
        }
    }
}
