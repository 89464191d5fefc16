package io.hongyan.standalone;

import io.hongyan.infra.FolderTree;
import java.io.IOException;
import java.nio.file.Path;

/// Data folders for tests: under `target`, because PostgreSQL's own user may not enter JUnit's temporary folders when
/// the tests run as root.
final class TestFolder {

    private TestFolder() {}

    static Path empty(String name) throws IOException {
        Path folder = Path.of("target", "test-data", name);
        FolderTree.delete(folder);
        return folder;
    }
}
