package io.hongyan.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class JavaHomeTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({"1.8.0_392, 8", "17.0.15, 17", "25, 25", "25.0.3, 25", "26-ea, 26", "'', 0", "unknown, 0"})
    void readsTheFeatureReleaseOfAVersion(String version, int release) {
        assertThat(JavaHome.version(version)).isEqualTo(release);
    }

    @Test
    void takesTheVersionFromTheReleaseFile() throws IOException {
        executable("exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"25.0.3\"\n");

        assertThat(new JavaHome(home.toFile()).version()).isEqualTo(25);
    }

    @Test
    void asksAJavaThatHasNone() throws IOException {
        executable("echo 'openjdk version \"26-ea\" 2026-03-17' >&2");

        assertThat(new JavaHome(home.toFile()).version()).isEqualTo(26);
    }

    @Test
    void aFolderWithoutJavaIsNone() {
        assertThat(new JavaHome(home.toFile()).version()).isZero();
    }

    @Test
    void findsTheOneThatRunsTheTests() {
        assertThat(JavaHome.find()).get().matches(java -> java.version() >= JavaHome.OLDEST);
    }

    @Test
    void readsTheDataFolderFromTheArguments() {
        assertThat(DataFolder.of(new String[] {"standalone", "--data", "/srv/a b"}))
                .isEqualTo(new File("/srv/a b"));
        assertThat(DataFolder.of(new String[] {"standalone", "--data=/srv/a b"}))
                .isEqualTo(new File("/srv/a b"));
        assertThat(DataFolder.of(new String[] {"standalone"})).isEqualTo(new File("data").getAbsoluteFile());
    }

    private void executable(String script) throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }
}
