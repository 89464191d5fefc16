package io.hongyan.launcher;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The jar, run by a Java that is too old for the server, where one is installed beside the right one.
@Tag("apart")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OlderJavaIT {

    private static final int OLDEST_FOR_THE_LAUNCHER = 8;
    private static final String JAR = requireNonNull(System.getProperty("hongyan.jar"), "hongyan.jar");

    private List<JavaHome> older;

    @BeforeAll
    void findOlderJava() {
        File[] installed = Objects.requireNonNullElse(new File("/usr/lib/jvm").listFiles(), new File[0]);
        older = Stream.of(installed)
                .map(JavaHome::new)
                .filter(java -> java.version() >= OLDEST_FOR_THE_LAUNCHER && java.version() < JavaHome.OLDEST)
                .toList();
        assumeTrue(!older.isEmpty(), "no Java before " + JavaHome.OLDEST + " is installed");
    }

    @Test
    void runsTheCommandInANewerOne() throws IOException, InterruptedException {
        Ended check = run("check", "config.yml");

        assertThat(check.output()).doesNotContain("UnsupportedClassVersionError");
        assertThat(check.exit()).isZero();
    }

    @Test
    void endsWithTheExitCodeOfTheCommandAndWithoutAStackTrace() throws IOException, InterruptedException {
        Ended check = run("check", "nowhere.yml");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.output()).contains("nowhere.yml").doesNotContain("\tat ");
    }

    private record Ended(int exit, String output) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(
                Stream.concat(Stream.of(older.getFirst().executable().getPath(), "-jar", JAR), Stream.of(arguments))
                        .toList());
        program.environment().remove("JAVA_HOME");
        Process process = program.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
