package io.hongyan.standalone;

import io.dropwizard.core.setup.Bootstrap;
import io.hongyan.HongyanApplication;
import io.hongyan.HongyanConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The jar as a user runs it.
@Tag("apart")
final class LauncherIT {

    private static final Duration STOP = Duration.ofMinutes(2);
    private static final Pattern READY = Pattern.compile("Hongyan is ready at (http://\\S+) after [0-9.]+ s");
    private static final Path JAR = Path.of(requireNonNull(System.getProperty("hongyan.jar"), "hongyan.jar"));

    @Test
    void withoutACommandItSaysWhichThereAre() throws IOException, InterruptedException {
        HongyanApplication application = new HongyanApplication();
        Bootstrap<HongyanConfiguration> commands = new Bootstrap<>(application);
        application.initialize(commands);

        Program usage = EndingProgram.run(command());

        assertThat(usage.output()).startsWith("Usage:").contains("\n  server ", "\n  check ");
        assertThat(commands.getCommands())
                .allSatisfy(command -> assertThat(usage.output()).contains("\n  " + command.getName() + " "));
        assertThat(usage.exit()).isZero();
    }

    @Test
    void itEndsWithTheExitCodeOfTheCommand() throws IOException, InterruptedException {
        assertThat(EndingProgram.run(command("check", "config.yml")).exit()).isZero();
        assertThat(EndingProgram.run(command("check", "nowhere.yml")).exit()).isEqualTo(1);
    }

    @Test
    void aBusyPortIsOneSentence() throws IOException, InterruptedException {
        try (ServerSocket busy = new ServerSocket(0)) {
            String port = Integer.toString(busy.getLocalPort());

            Program standalone =
                    EndingProgram.run(command("standalone", "--data", "target/test-data/busy", "--port", port));

            assertThat(standalone.exit()).isEqualTo(1);
            assertThat(standalone.output())
                    .isEqualTo("Port " + port + " can't be had (Address already in use): choose another with --port.");
        }
    }

    @Test
    @Tag("long")
    void aDamagedSigningKeyIsOneSentenceAndNoEngineGoesOn() throws IOException, InterruptedException {
        Path data = TestFolder.empty("damaged-key");
        Path key = data.resolve("server/keys/0001.jwk");
        Files.createDirectories(key.getParent());
        Files.writeString(key, "{}");

        Program standalone =
                EndingProgram.run(command("standalone", "--data", data.toString(), "--port", "0", "--admin-port", "0"));

        assertThat(standalone.exit()).isEqualTo(1);
        assertThat(standalone.lastLine()).startsWith("The signing key ").contains("0001.jwk can't be read");
        assertThat(standalone.output()).doesNotContain("\tat ");
        assertThat(data.resolve("run")).isEmptyDirectory();
    }

    @Test
    @Tag("long")
    void stoppedWhileItStartsItSaysNoMoreThanThat() throws Exception {
        Path data = TestFolder.empty("stopped-start");
        Process launcher = new ProcessBuilder(
                        command("standalone", "--data", data.toString(), "--port", "0", "--admin-port", "0"))
                .redirectErrorStream(true)
                .start();
        BufferedReader printed = launcher.inputReader(UTF_8);
        String line = printed.readLine();
        while (line != null && !line.startsWith("Kafka ")) {
            line = printed.readLine();
        }

        // Unlike the process's own method this doesn't close what is printed from here on.
        launcher.toHandle().destroy();

        assertThat(printed.lines()).noneMatch(rest -> rest.startsWith("\tat ") || rest.contains("ERROR"));
        assertThat(launcher.waitFor()).isNotZero();
        assertThat(data.resolve("run")).isEmptyDirectory();
    }

    @Test
    void neitherLauncherNorServerNorEngineOutlivesTheOthers() throws Exception {
        Path data = TestFolder.empty("launcher");
        Process launcher = new ProcessBuilder(
                        command("standalone", "--data", data.toString(), "--port", "0", "--admin-port", "0"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        URI address = awaitAddress(launcher);
        List<ProcessHandle> descendants = launcher.descendants().toList();
        assertThat(descendants).hasSizeGreaterThan(4);
        assertThat(address.toURL().openConnection().getHeaderField(0)).startsWith("HTTP/1.1");

        launcher.destroyForcibly();

        await().atMost(STOP).untilAsserted(() -> assertThat(descendants).noneMatch(ProcessHandle::isAlive));
        assertThat(data.resolve("run")).isEmptyDirectory();
    }

    /// The tests themselves often run as root.
    @Test
    @Tag("long")
    void aNormalUserRunsAllOfItAsThemselves() throws Exception {
        Path data = Files.createDirectories(TestFolder.empty("normal-user")).toAbsolutePath();
        RefusedStartIT.assumeNobodyMayUse(JAR);
        Files.setAttribute(data, "unix:uid", RefusedStartIT.NOBODY);
        Process launcher = new ProcessBuilder(RefusedStartIT.asNobody(
                        command("standalone", "--data", data.toString(), "--port", "0", "--admin-port", "0")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            URI address = awaitAddress(launcher);
            // One that has ended meanwhile has no user any more.
            List<String> users = launcher.descendants()
                    .flatMap(process -> process.info().user().stream())
                    .toList();

            assertThat(address.toURL().openConnection().getHeaderField(0)).startsWith("HTTP/1.1");
            assertThat(users)
                    .hasSizeGreaterThanOrEqualTo(4)
                    .containsOnly(Files.getOwner(data).getName());
        } finally {
            launcher.toHandle().destroy();
        }
        launcher.waitFor();
        assertThat(data.resolve("run")).isEmptyDirectory();
    }

    private static URI awaitAddress(Process launcher) throws IOException {
        BufferedReader printed = launcher.inputReader(UTF_8);
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return URI.create(ready.group(1));
            }
        }
        throw new AssertionError("the server ended with exit code " + launcher.exitValue());
    }

    private static List<String> command(String... arguments) {
        return Stream.concat(Stream.of(Site.JAVA.toString(), "-jar", JAR.toString()), Stream.of(arguments))
                .toList();
    }
}
