package io.hongyan.media.upload;

import io.hongyan.media.storage.TestFolder;
import io.hongyan.media.storage.TestStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FolderUploadsIT extends UploadsContract {

    private final TestFolder kept;

    FolderUploadsIT(@TempDir Path temporary) {
        kept = new TestFolder(temporary);
    }

    @Override
    TestStorage kept() {
        return kept;
    }
}
