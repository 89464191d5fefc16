package io.hongyan.media.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FolderStorageTest extends StorageContract {

    private final TestFolder kept;

    FolderStorageTest(@TempDir Path temporary) {
        kept = new TestFolder(temporary);
    }

    @Override
    TestStorage kept() {
        return kept;
    }
}
