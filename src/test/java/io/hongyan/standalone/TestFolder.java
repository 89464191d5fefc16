package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Path;

/// Data folders for tests: under `target`, because PostgreSQL's own user may not enter JUnit's temporary folders when
/// the tests run as root.
final class TestFolder {

    private TestFolder() {}

    static Path empty(String name) throws IOException {
        Path folder = Path.of("target", "test-data", name);
        Archive.delete(folder);
        return folder;
    }
}
