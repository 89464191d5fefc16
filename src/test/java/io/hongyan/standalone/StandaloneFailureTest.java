package io.hongyan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class StandaloneFailureTest {

    private static final Path DATA = Path.of("/srv/hongyan");

    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsCalledFull() {
        assertThat(StandaloneFailure.of(new IOException("No space left on device"), DATA))
                .hasMessage("The disk of /srv/hongyan is full.");
        assertThat(StandaloneFailure.of(
                        new FileSystemException("/srv/hongyan/kafka", null, "No space left on device"), DATA))
                .hasMessage("The disk of /srv/hongyan is full.");
    }

    @Test
    void aFolderOfSomebodyElseIsNamed() {
        assertThat(StandaloneFailure.of(new AccessDeniedException("/srv/hongyan/kafka"), DATA))
                .hasMessageStartingWith("/srv/hongyan/kafka may not be used by user ");
    }

    @Test
    void anythingElseSaysWhatTheSystemSaid() {
        assertThat(StandaloneFailure.of(new FileSystemException("/srv/hongyan", null, "Read-only file system"), DATA))
                .hasMessage("/srv/hongyan can't be used: Read-only file system.");
    }

    @Test
    void aFileIsNoDataFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file)).hasMessage(file + " is a file where a folder is needed.");
    }

    @Test
    void aFolderWhoseNameSeparatesListsIsRefused() {
        assertThatThrownBy(() -> DataFolder.open(folder.resolve("a,b")))
                .isInstanceOf(StandaloneFailure.class)
                .hasMessageEndingWith("because of the ',' in it: choose another with --data.");
        assertThatThrownBy(() -> DataFolder.open(folder.resolve("a:b"))).hasMessageContaining("the ':' in it");
    }

    @Test
    void otherMachinesAreTurnedAway() {
        assertThatThrownBy(() -> Platform.ensureSupported("Linux", "aarch64"))
                .isInstanceOf(StandaloneFailure.class)
                .hasMessageContaining("Linux amd64, not on Linux aarch64");
    }

    @Nested
    final class Ports {

        @Test
        void aBusyPortIsNamedWithItsOption() throws IOException {
            try (ServerSocket busy = new ServerSocket(0)) {
                assertThatThrownBy(() -> ServerPorts.ensureFree(busy.getLocalPort(), 0))
                        .isInstanceOf(StandaloneFailure.class)
                        .hasMessageContaining("Port " + busy.getLocalPort())
                        .hasMessageEndingWith("choose another with --port.");
            }
        }

        @Test
        void aBusyAdminPortTooEvenOnLoopbackOnly() throws IOException {
            try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                assertThatThrownBy(() -> ServerPorts.ensureFree(0, busy.getLocalPort()))
                        .isInstanceOf(StandaloneFailure.class)
                        .hasMessageEndingWith("choose another with --admin-port.");
            }
        }

        @Test
        void bothMustDiffer() {
            assertThatThrownBy(() -> ServerPorts.ensureFree(8080, 8080)).hasMessageContaining("must differ");
        }

        @Test
        void aPortBeyondTheLastIsRefused() {
            assertThatThrownBy(() -> ServerPorts.ensureFree(65_536, 8081)).hasMessageContaining("at most 65535");
        }
    }
}
