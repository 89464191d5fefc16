package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A folder that is a file system of its own, in memory, which only root may have; others skip the test.
record MountedFolder(Path path) implements AutoCloseable {

    /// @param options as `mount` takes them, such as `size=64m,noexec`
    static MountedFolder mount(String name, String options) throws IOException, InterruptedException {
        assumeTrue(Program.find("mount").isPresent(), "mount is missing");
        Path path = Files.createDirectories(TestFolder.empty(name)).toAbsolutePath();
        Program mount = Program.run(List.of("mount", "-t", "tmpfs", "-o", options, "hongyan-test", path.toString()));
        assumeTrue(mount.succeeded(), mount.output());
        return new MountedFolder(path);
    }

    /// A program that was started there may need a moment to be gone.
    @Override
    public void close() {
        await().until(() -> Program.run(List.of("umount", path.toString())).succeeded());
    }
}
