package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A folder in which `standalone` can't work, as a user of the jar meets it: one sentence, and exit code 1.
@Tag("apart")
final class RefusedStartIT {

    private static final Path JAR = Path.of(requireNonNull(System.getProperty("hongyan.jar"), "hongyan.jar"))
            .toAbsolutePath();

    static final int NOBODY = 65_534;

    @Test
    void onAFullDisk() throws Exception {
        try (MountedFolder disk = MountedFolder.mount("full-disk", "size=64m")) {
            Path data = disk.path().resolve("data");

            assertRefused(
                    standalone(data),
                    "The disk of %s is full: 6\\d MB are free, and 768 MB are needed\\.".formatted(quoted(data)));
        }
    }

    @Test
    void whereTheFileSystemAllowsNoPrograms() throws Exception {
        try (MountedFolder disk = MountedFolder.mount("no-programs", "size=2g,noexec")) {
            Path data = disk.path().resolve("data");

            assertRefused(
                    standalone(data),
                    "The file system of %s/engines/postgresql-\\w+/bin/postgres allows no programs \\(noexec\\): .*"
                            .formatted(quoted(data)));
        }
    }

    @Test
    void whereAProgramHasLostItsExecutableBit() throws Exception {
        Path data = TestFolder.empty("lost-bit").toAbsolutePath();
        Path programs = Files.createDirectories(data.resolve("engines"));
        Path postgres = Archive.of(EngineName.POSTGRESQL).unpackInto(programs).resolve("bin/postgres");
        Files.setPosixFilePermissions(postgres, PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(
                standalone(data),
                "%s has lost its executable bit: delete the folder %s/postgresql-\\w+, and it is unpacked again\\."
                        .formatted(quoted(postgres), quoted(programs)));
    }

    @Test
    void whereTheUserMayNotWrite() throws Exception {
        Path folder = Files.createDirectories(TestFolder.empty("unwritable")).toAbsolutePath();
        assumeNobodyMayUse(JAR);

        for (Path data : List.of(folder, folder.resolve("missing"))) {
            assertRefused(
                    EndingProgram.run(asNobody(command(data))),
                    quoted(data)
                            + ".* may not be used by user \\S+: choose another folder with --data, or change its owner\\.");
        }
    }

    /// Whether an engine that begins beside is ready before is chance.
    private static void assertRefused(Program ended, String sentence) {
        assertThat(ended.output().lines().filter(line -> !line.contains(" ready in ")))
                .singleElement()
                .asString()
                .matches(sentence);
        assertThat(ended.exit()).isEqualTo(1);
    }

    private static String quoted(Path path) {
        return Pattern.quote(path.toString());
    }

    /// What the jar prints, and how it ends.
    static Program standalone(Path data) throws IOException, InterruptedException {
        return EndingProgram.run(command(data));
    }

    /// Skips the test where the user nobody may not use this Java and the jar, or where only root may become them.
    static void assumeNobodyMayUse(Path jar) throws IOException, InterruptedException {
        assumeTrue(Program.find("setpriv").isPresent(), "setpriv is missing");
        for (List<String> command : List.of(
                List.of("test", "-r", jar.toAbsolutePath().toString()), List.of(Site.JAVA.toString(), "-version"))) {
            Program used = EndingProgram.run(asNobody(command));
            assumeTrue(used.succeeded(), () -> command + ": " + used.output());
        }
    }

    /// `command`, run as the user nobody.
    static List<String> asNobody(List<String> command) {
        List<String> prefix = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    private static List<String> command(Path data) {
        return List.of(
                Site.JAVA.toString(),
                "-jar",
                JAR.toString(),
                "standalone",
                "--data",
                data.toString(),
                "--port",
                "0",
                "--admin-port",
                "0");
    }
}
