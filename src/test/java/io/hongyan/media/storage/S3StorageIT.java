package io.hongyan.media.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3StorageIT extends StorageContract {

    private final TestS3 kept = TestS3.start("s3-storage");

    @Override
    TestStorage kept() {
        return kept;
    }

    @AfterAll
    void close() {
        kept.close();
    }

    /// Neither is mistaken for something that isn't there, and would be thrown away for.
    @Test
    void whoIsNotLetInOrAsksForNoBucketIsToldSo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "hello");
        kept.storage().put("media/7/there", file);

        try (S3Storage stranger = kept.storage(kept.bucket(), "guessed");
                S3Storage elsewhere = kept.storage("nowhere", kept.secretKey())) {
            assertAway(() -> stranger.open("media/7/there", 0, 5).close());
            assertAway(() -> stranger.put("media/7/there", file));
            assertAway(() -> stranger.delete("media/7/there"));
            assertAway(() -> elsewhere.open("media/7/there", 0, 5).close());
            assertAway(() -> elsewhere.put("media/7/there", file));
        }

        assertThat(kept.keys()).contains("media/7/there");
    }
}
