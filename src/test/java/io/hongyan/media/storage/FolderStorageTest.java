package io.hongyan.media.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FolderStorageTest extends StorageContract {

    @TempDir
    Path kept;

    @Override
    Storage storage() {
        return new FolderStorage(kept);
    }
}
