package io.hongyan.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/// One run of the packaged command line, as its users run it, with a home of its own.
record CommandLineProcess(Process process, Path out, Path err) {

    private static final long PATIENCE_SECONDS = 300;

    static CommandLineProcess start(Path home, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("hongyan.cli")));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("HONGYAN_PASSWORD", Person.PASSWORD);
        builder.environment().put("XDG_CONFIG_HOME", home.toString());
        return new CommandLineProcess(builder.start(), out, err);
    }

    /// Runs to the end, which is to be with this exit code, and gives what it printed.
    static List<String> run(int exitCode, Path home, String... arguments) throws IOException, InterruptedException {
        return start(home, arguments).finish(exitCode);
    }

    List<String> finish(int exitCode) throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the command ends")
                .isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(out) + Files.readString(err))
                .isEqualTo(exitCode);
        return Files.readAllLines(out);
    }

    /// What it has said beside its output so far.
    String said() throws IOException {
        return Files.readString(err);
    }
}
