package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A program that has to end of its own accord: one that goes on fails its test rather than keep it waiting.
final class EndingProgram {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private EndingProgram() {}

    /// Runs `command` and waits for it.
    static Program run(List<String> command) throws IOException, InterruptedException {
        // A file, because whoever holds a pipe open keeps its reader waiting.
        Path printed = Files.createTempFile("hongyan-test", ".out");
        try {
            int exit =
                    exit(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile()));
            return new Program(exit, Files.readString(printed, UTF_8).strip());
        } finally {
            Files.delete(printed);
        }
    }

    /// Runs `program`, which prints into files, and waits for it.
    static int exit(ProcessBuilder program) throws IOException, InterruptedException {
        program.redirectInput(Path.of("/dev/null").toFile());
        Process process = Forks.start(program);
        if (!process.waitFor(LIMIT)) {
            Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList()
                    .forEach(ProcessHandle::destroyForcibly);
            throw new AssertionError("still running after " + LIMIT + ": " + program.command());
        }
        return process.exitValue();
    }
}
