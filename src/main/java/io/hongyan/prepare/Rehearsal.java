package io.hongyan.prepare;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.standalone.EngineCache;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A short run of the whole server on a folder of its own, which the JVM watches for its ahead-of-time cache
/// ([JEP 514](https://openjdk.org/jeps/514), [515](https://openjdk.org/jeps/515)): the classes as they are after
/// loading, and which methods were hot. Used by one thread.
///
/// The server runs with the options of this JVM, because a cache fits only those that it was made with.
final class Rehearsal {

    private static final Pattern READY = Pattern.compile("Hongyan is ready at (http://\\S+) after .*");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Duration PERFORMANCE = Duration.ofMinutes(3);

    /// The name of the server's cache in the folder.
    static final String CACHE = "hongyan.aot";

    /// The end of the engines and of the server, and after each the assembling of its cache.
    private static final Duration STOP = Duration.ofMinutes(6);

    private final Path folder;
    private final Path data;
    private final Path cache;
    private final Path printed;

    /// @param folder doesn't exist yet; it is made, and everybody may enter it, since PostgreSQL has a user of its own
    Rehearsal(Path folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.cache = folder.resolve(CACHE);
        this.printed = folder.resolve("printed");
    }

    /// Runs it, which leaves the caches in the folder.
    ///
    /// @throws PrepareFailure if the server doesn't start
    void run() throws IOException, InterruptedException {
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Process server = start();
        try {
            String address = awaitAddress(server);
            perform(List.of("demo", "--url", address));
            Traffic.run(URI.create(address), administratorPassword(), Clock.systemUTC());
        } finally {
            stop(server);
        }
    }

    /// Keeps one of the caches as `target`, on the same file system.
    ///
    /// @throws PrepareFailure if there is none
    void keep(String name, Path target) throws IOException {
        Path made = folder.resolve(name);
        if (!Files.exists(made)) {
            throw new PrepareFailure("The JVM has left no " + name + ": " + lastLine());
        }
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Process start() throws IOException {
        List<String> command = java();
        command.add(1, "-XX:AOTCacheOutput=" + cache);
        command.add(1, "-D" + EngineCache.REHEARSAL + "=" + folder);
        command.add(1, "-Djava.io.tmpdir=" + folder);
        command.addAll(List.of("standalone", "--data", data.toString(), "--port", "0", "--admin-port", "0"));
        // Into a file, because a pipe would close when the server is told to end, and the assembling comes after that.
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-XX:AOT")
                        && !option.startsWith("-Djava.io.tmpdir=")
                        && !option.startsWith("-Dhongyan."))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.hongyan.HongyanApplication"));
        return command;
    }

    private String awaitAddress(Process server) throws IOException, InterruptedException {
        while (true) {
            boolean alive = server.isAlive();
            Optional<String> address = Files.readAllLines(printed).stream()
                    .map(READY::matcher)
                    .filter(Matcher::matches)
                    .map(ready -> ready.group(1))
                    .findFirst();
            if (address.isPresent()) {
                return address.get();
            }
            if (!alive) {
                throw new PrepareFailure("The server doesn't start: " + lastLine());
            }
            Thread.sleep(LOOK);
        }
    }

    private String administratorPassword() throws IOException {
        return JSON.readTree(data.resolve("credentials.json").toFile())
                .path("administrator")
                .asText();
    }

    private String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(printed);
        return lines.isEmpty() ? "it printed nothing" : lines.getLast();
    }

    /// What comes of it doesn't matter: it is done so that the server is seen at work.
    private static void perform(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = java();
        command.addAll(arguments);
        Process performance = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            performance.waitFor(PERFORMANCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            performance.destroyForcibly();
        }
    }

    private static void stop(Process server) throws InterruptedException {
        server.destroy();
        if (!server.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }
}
