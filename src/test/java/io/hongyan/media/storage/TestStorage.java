package io.hongyan.media.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A storage that can go away and come back, and that can be looked into.
public interface TestStorage extends AutoCloseable {

    Storage storage();

    /// Where what it keeps lies, each under its key.
    Path folder();

    void goAway();

    void comeBack();

    @Override
    void close();

    /// The keys of all that it keeps.
    default List<String> keys() {
        try (Stream<Path> found = Files.walk(folder())) {
            return found.filter(Files::isRegularFile)
                    .map(file -> folder().relativize(file).toString())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
