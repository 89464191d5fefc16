package io.hongyan.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.infra.FolderTree;
import io.hongyan.standalone.EngineCache;
import io.hongyan.standalone.EngineName;
import io.hongyan.standalone.JarStamp;
import io.hongyan.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/// `hongyan standalone` as a process of its own, to be killed and started again on the same data and ports.
///
/// It is the jar where there is one, else the classes. Whatever is left of it is ended by [#close()], the engines that
/// a killed server leaves included, and at the latest when this JVM ends.
final class ServerProcess {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofMinutes(1);

    /// The end of a server that leaves a cache of what its JVM has learnt.
    private static final Duration LEARNT = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread hook = new Thread(this::killEverything, "kill-server");
    private final Path data;
    private final int port;
    private final int adminPort;

    private final Jvms jvms;

    private Process process;

    /// The options of its JVM and of its engines'.
    private enum Jvms {
        /// Those of the tests.
        QUICK,
        AS_SHIPPED,
        /// As shipped, and the server's leaves a cache.
        LEARNING
    }

    private ServerProcess(Path data, int port, int adminPort, Jvms jvms) {
        this.data = data;
        this.port = port;
        this.adminPort = adminPort;
        this.jvms = jvms;
    }

    /// A server on an empty folder, started and ready. The folder lies under `target`, because PostgreSQL's own user
    /// may not enter JUnit's temporary folders when the tests run as root.
    static ServerProcess startOnEmpty(String folder) throws IOException {
        return startOnEmpty(folder, Jvms.QUICK, List.of());
    }

    /// The same with JVMs as they are shipped: what they do slowly, or all of their compilers at once, matters.
    static ServerProcess startAsShipped(String folder) throws IOException {
        return startOnEmpty(folder, Jvms.AS_SHIPPED, List.of());
    }

    /// The same with a server that learns: what it has learnt when it [stops in order][#stop] makes the next starts of
    /// the jar as fast as a prepared one's.
    static ServerProcess startLearning(String folder) throws IOException {
        if (!isJar()) {
            return startOnEmpty(folder);
        }
        Path jar = jar();
        Path cache = JarStamp.beside(jar, ".aot");
        JarStamp.delete(jar);
        Files.deleteIfExists(cache);
        for (EngineName engine : EngineCache.ENGINES) {
            Files.deleteIfExists(EngineCache.beside(jar, engine));
        }
        return startOnEmpty(folder, Jvms.LEARNING, List.of("-XX:AOTCacheOutput=" + cache));
    }

    private static ServerProcess startOnEmpty(String folder, Jvms jvms, List<String> options) throws IOException {
        Path data = Path.of("target", "test-data", folder).toAbsolutePath();
        FolderTree.delete(data);
        Files.createDirectories(data.getParent());
        ServerProcess server = new ServerProcess(data, FreePort.find(), FreePort.find(), jvms);
        Runtime.getRuntime().addShutdownHook(server.hook);
        try {
            server.start(options);
            server.awaitReady();
        } catch (IOException | RuntimeException | Error e) {
            server.killEverything();
            throw e;
        }
        return server;
    }

    /// Starts it; [#awaitReady()] waits until it can be used.
    void start() throws IOException {
        start(List.of());
    }

    private void start(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (isJar()) {
            command.addAll(List.of("-jar", jar().toString()));
        } else {
            command.addAll(List.of(
                    "-Xmx768m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.hongyan.HongyanApplication"));
        }
        command.addAll(List.of("standalone", "--data", data.toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--admin-port", Integer.toString(adminPort)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        if (jvms != Jvms.QUICK) {
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("HONGYAN_") && name.endsWith("_JAVA_OPTIONS"));
            builder.environment().put("HONGYAN_JAVA_OPTIONS", String.join(" ", options));
        }
        process = builder.start();
    }

    /// Whether the jar runs: then the process that is started is the launcher, and the server its child.
    static boolean isJar() {
        String jar = System.getProperty("hongyan.jar");
        return jar != null && Files.exists(Path.of(jar));
    }

    private static Path jar() {
        return Path.of(System.getProperty("hongyan.jar"));
    }

    private Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    void awaitReady() {
        await("the server to be ready, see " + log())
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> isReady() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("the server ended while it started, see " + log());
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return !dependencies().startsWith("not ready");
        } catch (IOException e) {
            return false;
        }
    }

    /// What `/ready` says: one line for each dependency.
    String dependencies() throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + adminPort + "/ready");
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String administratorPassword() throws IOException {
        return credentials().path("administrator").asText();
    }

    String postgresqlPassword() throws IOException {
        return credentials().path("postgresql").asText();
    }

    private JsonNode credentials() throws IOException {
        return JSON.readTree(data.resolve("credentials.json").toFile());
    }

    /// Where an engine listens for clients.
    int enginePort(String engine) throws IOException {
        return record(engine).path("ports").path(0).asInt();
    }

    /// The process of an engine.
    ProcessHandle engine(String engine) throws IOException {
        return ProcessHandle.of(record(engine).path("process").path("pid").asLong())
                .orElseThrow();
    }

    private JsonNode record(String engine) throws IOException {
        return JSON.readTree(data.resolve("run").resolve(engine + ".json").toFile());
    }

    /// `kill -9` of the server itself; a launcher has to end by itself then.
    void kill() throws InterruptedException {
        ProcessHandle server = isJar() ? process.children().findFirst().orElseThrow() : process.toHandle();
        server.destroyForcibly();
        awaitEnd(process.toHandle());
    }

    /// `kill -9` of the launcher; the server has to end by itself then.
    void killLauncher() {
        ProcessHandle server = process.children().findFirst().orElseThrow();
        process.destroyForcibly();
        awaitEnd(server);
    }

    private static void awaitEnd(ProcessHandle handle) {
        await("process " + handle.pid() + " to end").atMost(STOP).until(() -> !handle.isAlive());
    }

    /// Stops it in order, with all that it has started. What its JVM has learnt can be used from then on.
    void stop() throws IOException {
        process.destroy();
        await("the server to stop in order, see " + log()).atMost(LEARNT).until(() -> !process.isAlive());
        if (jvms == Jvms.LEARNING) {
            JarStamp.write(jar(), JarStamp.of(jar()));
        }
    }

    /// Stops in order what runs, and ends what doesn't stop, and what a killed server left.
    void close() throws InterruptedException {
        process.destroy();
        process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
        killEverything();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void killEverything() {
        if (process != null) {
            Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList()
                    .forEach(ProcessHandle::destroyForcibly);
        }
        for (String engine : List.of("kafka", "postgresql", "redis", "neo4j")) {
            try {
                JsonNode record = record(engine);
                ProcessHandle.of(record.path("process").path("pid").asLong())
                        .filter(left -> left.info()
                                .command()
                                .filter(record.path("executable").asText()::equals)
                                .isPresent())
                        .ifPresent(ServerProcess::killTree);
            } catch (IOException e) {
                // It was stopped in order, and has no record any more.
            }
        }
    }

    private static void killTree(ProcessHandle handle) {
        Stream.concat(handle.descendants(), Stream.of(handle)).toList().forEach(ProcessHandle::destroyForcibly);
    }
}
