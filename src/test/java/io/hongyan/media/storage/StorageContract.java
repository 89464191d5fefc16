package io.hongyan.media.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What every storage owes.
abstract class StorageContract {

    @TempDir
    Path folder;

    private String key;

    abstract TestStorage kept();

    @BeforeEach
    void chooseKey() {
        key = "media/7/" + UUID.randomUUID();
    }

    @Test
    void whatIsPutIsThere() throws IOException {
        put("hello");

        assertThat(read(0, 5)).isEqualTo("hello");
        assertThat(read(1, 3)).isEqualTo("ell");
        assertThat(read(4, 1)).isEqualTo("o");
        assertThat(read(2, 0)).isEmpty();
    }

    @Test
    void whatIsLargeIsReadInRanges() throws IOException {
        byte[] bytes = new byte[20 << 20];
        new Random(1).nextBytes(bytes);

        put(bytes);

        assertThat(bytes(0, bytes.length)).isEqualTo(bytes);
        int from = (8 << 20) - 1;
        int to = (16 << 20) + 1;
        assertThat(bytes(from, to - from)).isEqualTo(Arrays.copyOfRange(bytes, from, to));
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
        assertThat(kept().keys()).doesNotContain(key);
    }

    @Test
    void whatWasNeverPutIsMissing() {
        assertThatThrownBy(() -> read(0, 5)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsAwayIsNotMissing() throws IOException {
        put("hello");

        kept().goAway();
        try {
            assertAway(() -> read(0, 5));
            assertAway(() -> put("good bye"));
            assertAway(() -> storage().delete(key));
        } finally {
            kept().comeBack();
        }

        assertThat(read(0, 5)).isEqualTo("hello");
    }

    static void assertAway(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IOException.class).isNotInstanceOf(NoSuchFileException.class);
    }

    private Storage storage() {
        return kept().storage();
    }

    private void put(String text) throws IOException {
        put(text.getBytes(UTF_8));
    }

    private void put(byte[] bytes) throws IOException {
        Path file = folder.resolve(UUID.randomUUID().toString());
        Files.write(file, bytes);
        storage().put(key, file);
    }

    private String read(long from, long length) throws IOException {
        return new String(bytes(from, length), UTF_8);
    }

    private byte[] bytes(long from, long length) throws IOException {
        try (InputStream in = storage().open(key, from, length)) {
            return in.readAllBytes();
        }
    }
}
