package io.hongyan.media.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder, in whose place there is something else while it is away.
public final class TestFolder implements TestStorage {

    private final Path folder;
    private final Path away;
    private final Storage storage;

    /// `temporary` is to be thrown away by somebody else.
    public TestFolder(Path temporary) {
        this.folder = temporary.resolve("media");
        this.away = temporary.resolve("away");
        this.storage = new FolderStorage(folder);
        try {
            Files.createDirectory(folder);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void goAway() {
        try {
            Files.move(folder, away);
            Files.createFile(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void comeBack() {
        try {
            Files.delete(folder);
            Files.move(away, folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {}
}
