package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A command that runs to its end, with what it printed.
record Program(int exit, String output) {

    /// Runs `command` and waits for it.
    static Program run(List<String> command) throws IOException, InterruptedException {
        Process process = Forks.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())));
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Program(process.waitFor(), output.strip());
    }

    /// Refuses a program that can't be one where it is.
    ///
    /// @param unpacked the folder that is unpacked again where it is missing
    static void ensureExecutable(Path program, Path unpacked) throws IOException {
        if (Files.isExecutable(program)) {
            return;
        }
        boolean marked = Files.getPosixFilePermissions(program).contains(PosixFilePermission.OWNER_EXECUTE);
        throw new StandaloneFailure(
                marked
                        ? "The file system of %s allows no programs (noexec): choose another folder with --data."
                                .formatted(program)
                        : "%s has lost its executable bit: delete the folder %s, and it is unpacked again."
                                .formatted(program, unpacked));
    }

    boolean succeeded() {
        return exit == 0;
    }

    /// The last line that it printed.
    String lastLine() {
        return output.substring(output.lastIndexOf('\n') + 1);
    }

    /// The first program of that name in `path`, as the environment variable PATH has it.
    static Optional<Path> find(String name, String path) {
        return Stream.of(path.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    static Optional<Path> find(String name) {
        String path = System.getenv("PATH");
        return path == null ? Optional.empty() : find(name, path);
    }
}
