package io.hongyan.media.storage;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Against a service that is there: its endpoint, `HONGYAN_S3_BUCKET` in it, and the keys in the variables of
/// `config.yml`.
@EnabledIfEnvironmentVariable(named = "HONGYAN_S3_ENDPOINT", matches = ".+")
final class S3StorageTest extends StorageContract {

    private final S3Storage storage = new S3Storage(
            URI.create(System.getenv("HONGYAN_S3_ENDPOINT")),
            "us-east-1",
            System.getenv("HONGYAN_S3_BUCKET"),
            System.getenv("HONGYAN_S3_ACCESS_KEY"),
            System.getenv("HONGYAN_S3_SECRET_KEY"));

    @Override
    Storage storage() {
        return storage;
    }

    @AfterEach
    void close() {
        storage.close();
    }
}
