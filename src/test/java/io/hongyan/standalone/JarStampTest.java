package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class JarStampTest {

    private static final FileTime BUILT = FileTime.fromMillis(1_800_000_000_000L);

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void aJarIsPrepared() throws IOException {
        jar = Files.writeString(folder.resolve("hongyan.jar"), "program");
        Files.setLastModifiedTime(jar, BUILT);
        JarStamp.write(jar, JarStamp.of(jar));
    }

    @Test
    void fitsTheJarThatWasPrepared() {
        assertThat(JarStamp.fits(jar)).isTrue();
    }

    @Test
    void fitsNoOtherInItsPlaceHoweverOldThatIs() throws IOException {
        Files.writeString(jar, "another");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(BUILT.toMillis() - 86_400_000));
        assertThat(JarStamp.fits(jar)).isFalse();

        Files.writeString(jar, "a longer one");
        Files.setLastModifiedTime(jar, BUILT);
        assertThat(JarStamp.fits(jar)).isFalse();
    }

    @Test
    void fitsNothingWhileCachesAreExchanged() throws IOException {
        JarStamp.delete(jar);

        assertThat(JarStamp.fits(jar)).isFalse();
    }
}
