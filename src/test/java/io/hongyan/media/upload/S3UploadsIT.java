package io.hongyan.media.upload;

import io.hongyan.media.storage.TestS3;
import io.hongyan.media.storage.TestStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3UploadsIT extends UploadsContract {

    private final TestS3 kept = TestS3.start("s3-uploads");

    @Override
    TestStorage kept() {
        return kept;
    }

    @AfterAll
    void close() {
        kept.close();
    }
}
