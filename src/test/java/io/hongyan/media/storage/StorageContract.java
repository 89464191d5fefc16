package io.hongyan.media.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What every storage owes.
abstract class StorageContract {

    private final String key = "media/7/" + UUID.randomUUID();

    @TempDir
    Path folder;

    abstract Storage storage();

    @Test
    void whatIsPutIsThere() throws IOException {
        put("hello");

        assertThat(read(0, 5)).isEqualTo("hello");
        assertThat(read(1, 3)).isEqualTo("ell");
        assertThat(read(2, 0)).isEmpty();
    }

    @Test
    void whatIsPutAgainIsReplaced() throws IOException {
        put("hello");
        put("good bye");

        assertThat(read(0, 8)).isEqualTo("good bye");
    }

    @Test
    void whatIsDeletedIsGone() throws IOException {
        put("hello");

        storage().delete(key);
        storage().delete(key);

        assertThatThrownBy(() -> read(0, 5)).isInstanceOf(NoSuchFileException.class);
    }

    private void put(String text) throws IOException {
        Path file = folder.resolve(UUID.randomUUID().toString());
        Files.writeString(file, text);
        storage().put(key, file);
    }

    private String read(long from, long length) throws IOException {
        try (InputStream in = storage().open(key, from, length)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
