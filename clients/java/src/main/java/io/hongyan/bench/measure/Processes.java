package io.hongyan.bench.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.client.ClientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The processes of a standalone server, by name, as the kernel counts them in `/proc`.
public final class Processes {

    /// The kernel's unit of CPU time towards programs, on every Linux.
    private static final double TICKS_PER_SECOND = 100;

    /// Where `/proc/PID/stat` has utime, stime, cutime and cstime, counted from the field after the name.
    private static final List<Integer> TIMES = List.of(11, 12, 13, 14);

    private static final List<String> ENGINES = List.of("kafka", "postgresql", "redis", "neo4j");

    private static final String GENERATOR = "generator";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Long> roots;
    private final @Nullable Storage storage;

    private Processes(Map<String, Long> roots, @Nullable Storage storage) {
        this.roots = roots;
        this.storage = storage;
    }

    /// This process alone.
    public static Processes ofGenerator() {
        return new Processes(Map.of(GENERATOR, ProcessHandle.current().pid()), null);
    }

    /// These processes by name, and this one. One by the name of an engine counts with its children.
    public static Processes of(Map<String, Long> roots) {
        Map<String, Long> all = new LinkedHashMap<>(roots);
        all.put(GENERATOR, ProcessHandle.current().pid());
        return new Processes(all, null);
    }

    /// This process, the server on the data folder, and its engines.
    public static Processes of(Path data) throws IOException {
        Map<String, Long> roots = new LinkedHashMap<>();
        long server =
                lockOwner(data.resolve("lock")).orElseThrow(() -> new ClientFailure("No server runs on " + data + "."));
        roots.put("server", server);
        for (String engine : ENGINES) {
            Path record = data.resolve("run").resolve(engine + ".json");
            if (Files.exists(record)) {
                roots.put(
                        engine,
                        JSON.readTree(record.toFile())
                                .path("process")
                                .path("pid")
                                .asLong());
            }
        }
        roots.put(GENERATOR, ProcessHandle.current().pid());
        return new Processes(roots, new Storage(new DataFolder(data)));
    }

    /// The sum over all processes but this one.
    public static double sumWithoutGenerator(Map<String, Double> parts) {
        return parts.entrySet().stream()
                .filter(part -> !part.getKey().equals(GENERATOR))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /// The server's process.
    ///
    /// @throws ClientFailure if its data folder wasn't given
    public long server() {
        Long server = roots.get("server");
        if (server == null) {
            throw new ClientFailure("The benchmark looks at the server's process: give --data.");
        }
        return server;
    }

    /// Who holds the lock of a data folder: `/proc/locks` names the process by the file's inode.
    private static Optional<Long> lockOwner(Path lock) throws IOException {
        if (Files.notExists(lock)) {
            return Optional.empty();
        }
        String inode = ":" + Files.getAttribute(lock, "unix:ino") + " ";
        try (Stream<String> locks = Files.lines(Path.of("/proc/locks"))) {
            return locks.filter(line -> line.contains(inode))
                    .map(line -> Long.parseLong(line.strip().split("\\s+", -1)[4]))
                    .findFirst();
        }
    }

    /// What each has used since it began, children included, and what the engines of a data folder have stored.
    public Usage usage() {
        return new Usage(cpuSeconds(), storage == null ? Map.of() : storage.bytes());
    }

    private Map<String, Double> cpuSeconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        roots.forEach((name, pid) ->
                seconds.put(name, tree(name, pid).mapToLong(Processes::ticks).sum() / TICKS_PER_SECOND));
        return seconds;
    }

    /// Megabytes of memory that each has resident, what is shared divided among those who share it.
    public Map<String, Long> megabytes() {
        Map<String, Long> megabytes = new LinkedHashMap<>();
        roots.forEach((name, pid) -> megabytes.put(
                name, tree(name, pid).mapToLong(Processes::kilobytes).sum() >> 10));
        return megabytes;
    }

    /// The process, and where it is an engine its children: PostgreSQL has one for each connection.
    private static Stream<Long> tree(String name, long pid) {
        Stream<ProcessHandle> children = ENGINES.contains(name)
                ? ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)
                : Stream.empty();
        return Stream.concat(Stream.of(pid), children.map(ProcessHandle::pid));
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return TIMES.stream()
                    .mapToLong(field -> Long.parseLong(fields[field]))
                    .sum();
        } catch (IOException e) {
            // It has ended; its parent has its time.
            return 0;
        }
    }

    private static long kilobytes(long pid) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
            return lines.stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[1]))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
