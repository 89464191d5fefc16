package io.hongyan.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.sdk.model.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The real server, `hongyan.jar standalone`, as a process of its own on an empty folder, to be killed and started
/// again.
///
/// Whatever is left of it is ended by [#close()], and at the latest with this JVM.
final class ServerProcess {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final List<String> ENGINES = List.of("kafka", "postgresql", "redis", "neo4j");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread hook = new Thread(this::killEverything, "kill-server");
    private final Path jar;
    private final Path data;
    private final int port = freePort();
    private final int adminPort = freePort();
    private @Nullable Process process;

    private ServerProcess(Path jar, Path data) {
        this.jar = jar;
        this.data = data;
    }

    /// A server that is ready. Its folder lies under `target`, because PostgreSQL's own user may not enter JUnit's
    /// temporary folders when the tests run as root.
    static ServerProcess start() throws IOException {
        Path jar = Path.of(System.getProperty("hongyan.jar"));
        assertThat(jar)
                .as("the server's jar; build it first, in the root of the repository")
                .exists();
        Path data = Path.of("target", "test-data", "server").toAbsolutePath();
        delete(data);
        Files.createDirectories(data.getParent());
        ServerProcess server = new ServerProcess(jar, data);
        Runtime.getRuntime().addShutdownHook(server.hook);
        try {
            server.startAgain();
        } catch (IOException | RuntimeException | Error failed) {
            server.killEverything();
            throw failed;
        }
        return server;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException impossible) {
            throw new IllegalStateException("no port is free", impossible);
        }
    }

    /// Starts it on what it had, and waits until it is ready.
    void startAgain() throws IOException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "standalone",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--admin-port",
                        Integer.toString(adminPort))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        process = started;
        await("the server to be ready, see " + log())
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> isReady() || !started.isAlive());
        assertThat(started.isAlive()).as("the server runs, see " + log()).isTrue();
    }

    private Path log() {
        return data.resolveSibling("server.log");
    }

    private boolean isReady() throws InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + adminPort + "/ready");
        try {
            return http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    Path data() {
        return data;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// `kill -9` of the server, which is the child of its launcher; the engines go on.
    void kill() {
        ProcessHandle launcher = requireNonNull(process).toHandle();
        launcher.children().findFirst().orElseThrow().destroyForcibly();
        await("the launcher to end").atMost(STOP).until(() -> !launcher.isAlive());
    }

    /// Stops in order what runs, and ends what doesn't stop.
    void close() throws InterruptedException {
        Process last = requireNonNull(process);
        last.destroy();
        last.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
        killEverything();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void killEverything() {
        if (process != null) {
            killTree(process.toHandle());
        }
        for (String engine : ENGINES) {
            try {
                JsonNode record = Json.MAPPER.readTree(
                        data.resolve("run").resolve(engine + ".json").toFile());
                ProcessHandle.of(record.path("process").path("pid").asLong())
                        .filter(left -> left.info()
                                .command()
                                .filter(record.path("executable").asText()::equals)
                                .isPresent())
                        .ifPresent(ServerProcess::killTree);
            } catch (IOException stopped) {
                // It was stopped in order, and has no record any more.
            }
        }
    }

    private static void killTree(ProcessHandle handle) {
        Stream.concat(handle.descendants(), Stream.of(handle)).toList().forEach(ProcessHandle::destroyForcibly);
    }
}
