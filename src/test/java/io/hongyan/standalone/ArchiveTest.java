package io.hongyan.standalone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ArchiveTest {

    @TempDir
    private Path programs;

    @Test
    void keepsLinksAndExecutableBits() throws IOException {
        Path folder = archive("1", tar(tar -> {
                    file(tar, "bin/server", 0755, "#!/bin/sh");
                    file(tar, "share/data", 0600, "data");
                    link(tar, "lib/library.so", "library.so.1");
                }))
                .unpackInto(programs);

        assertThat(Files.getPosixFilePermissions(folder.resolve("bin/server")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("share/data")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Files.readSymbolicLink(folder.resolve("lib/library.so"))).isEqualTo(Path.of("library.so.1"));
    }

    @Test
    void unpacksAnArchiveInTheArchive() throws IOException {
        byte[] inner = tar(tar -> file(tar, "bin/server", 0755, "#!/bin/sh"));

        Path folder =
                archive("1", tar(tar -> file(tar, "program.tar", 0644, inner))).unpackInto(programs);

        assertThat(folder.resolve("bin/server")).hasContent("#!/bin/sh").isExecutable();
        assertThat(folder.resolve("program.tar")).doesNotExist();
    }

    @Test
    void aSecondStartFindsItUnpacked() throws IOException {
        Path first = archive("1", tar(tar -> file(tar, "server", 0755, "one"))).unpackInto(programs);

        Path second = archive("1", new byte[0]).unpackInto(programs);

        assertThat(second).isEqualTo(first);
        assertThat(second.resolve("server")).hasContent("one");
    }

    @Test
    void anotherVersionReplacesIt() throws IOException {
        Path first = archive("1", tar(tar -> file(tar, "server", 0755, "one"))).unpackInto(programs);

        Path second = archive("2", tar(tar -> file(tar, "server", 0755, "two"))).unpackInto(programs);

        assertThat(first).doesNotExist();
        assertThat(second.resolve("server")).hasContent("two");
    }

    @Test
    void anUnpackingThatWasCutShortIsBegunAgain() throws IOException {
        byte[] whole = tar(tar -> file(tar, "server", 0755, "one"));
        assertThatThrownBy(() -> archive("1", Arrays.copyOf(whole, 514)).unpackInto(programs))
                .isInstanceOf(IOException.class);

        Path folder = archive("1", whole).unpackInto(programs);

        assertThat(folder.resolve("server")).hasContent("one");
        assertThat(programs).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    }

    @Test
    void nothingIsWrittenOutsideItsFolder() throws IOException {
        byte[] evil = tar(tar -> file(tar, "../../evil", 0644, "evil"));

        assertThatThrownBy(() -> archive("1", evil).unpackInto(programs))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leaves its folder");
    }

    private static Archive archive(String hash, byte[] content) {
        return new Archive("engine", hash, () -> new ByteArrayInputStream(content));
    }

    private interface Content {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] tar(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            content.write(tar);
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream tar, String name, int mode, String text) throws IOException {
        file(tar, name, mode, text.getBytes(UTF_8));
    }

    private static void file(TarArchiveOutputStream tar, String name, int mode, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
