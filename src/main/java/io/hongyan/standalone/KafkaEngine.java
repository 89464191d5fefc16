package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// One Kafka broker that is its own controller, with one copy of everything and a password on every listener.
final class KafkaEngine implements Engine {

    private static final List<String> OPTIONS =
            List.of("-Xms128m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    private final Site site;
    private final KafkaSettings settings;
    private @Nullable Path libraries;

    KafkaEngine(Site site, KafkaSettings settings) {
        this.site = site;
        this.settings = settings;
    }

    @Override
    public EngineName name() {
        return EngineName.KAFKA;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        libraries = Archive.of(name()).unpackInto(site.folder().programs()).resolve("lib");
        site.createData(name(), this::format);
        write(data());
    }

    private Path data() {
        return site.folder().data(name());
    }

    private static Path properties(Path folder) {
        return folder.resolve("server.properties");
    }

    private static Path log(Path folder) {
        return folder.resolve("log");
    }

    private static Path logging(Path folder) {
        return folder.resolve("log4j2.yaml");
    }

    private void write(Path folder) throws IOException {
        PrivateFile.write(properties(folder), settings.broker(log(folder)));
        PrivateFile.write(logging(folder), KafkaSettings.LOGGING);
    }

    private void format(Path folder) throws IOException, InterruptedException {
        write(folder);
        Program format = Program.run(java(
                folder,
                Stream.concat(
                                Stream.of(
                                        "-Xmx128m",
                                        "-XX:+UseSerialGC",
                                        "-XX:+UseCompactObjectHeaders",
                                        "-XX:TieredStopAtLevel=1"),
                                EngineCache.reading(name()).stream())
                        .toList(),
                "kafka.tools.StorageTool",
                List.of(
                        "format",
                        "--config",
                        properties(folder).toString(),
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--feature",
                        "transaction.version=2")));
        if (!format.succeeded()) {
            throw new StandaloneFailure("Kafka's data folder can't be made: " + format.lastLine() + ".");
        }
    }

    @Override
    public Path executable() {
        return Site.JAVA;
    }

    @Override
    public List<String> command() {
        return command(EngineCache.options(name()), properties(data()));
    }

    private List<String> command(List<String> cache, Path properties) {
        return java(
                data(),
                Stream.of(OPTIONS, cache, Site.ownOptions(name()))
                        .flatMap(List::stream)
                        .toList(),
                "kafka.Kafka",
                List.of(properties.toString()));
    }

    /// A broker that stops in order is fenced, and leaves a marker, which the next one deletes before it leads.
    /// Where that is missing, the controller still takes the broker for alive: see RATIONALE.md.
    @Override
    public Optional<Engine> recovery() {
        Path log = log(data());
        if (!Files.exists(log.resolve("__cluster_metadata-0")) || Files.exists(log.resolve(".kafka_cleanshutdown"))) {
            return Optional.empty();
        }
        Path properties = data().resolve("controller.properties");
        return Optional.of(new KafkaDeregistration(
                settings, properties, settings.controller(log), command(EngineCache.reading(name()), properties)));
    }

    private List<String> java(Path folder, List<String> options, String mainClass, List<String> arguments) {
        List<String> all = Stream.concat(options.stream(), Stream.of("-Dlog4j2.configurationFile=" + logging(folder)))
                .toList();
        return site.java(requireNonNull(libraries, "prepare comes first"), all, mainClass, arguments);
    }

    @Override
    public String configuration() {
        return settings.broker(log(data())) + KafkaSettings.LOGGING;
    }

    @Override
    public int port() {
        return settings.port();
    }

    @Override
    public String probe() throws ExecutionException, InterruptedException, IOException {
        try (Admin admin = Admin.create(settings.client())) {
            admin.describeCluster().nodes().get();
        }
        return version();
    }

    /// From the broker's own jar, because no request asks a broker for its version.
    private String version() throws IOException {
        String prefix = "kafka_2.13-";
        try (Stream<Path> jars = Files.list(requireNonNull(libraries, "prepare comes first"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.startsWith(prefix))
                    .map(jar -> jar.substring(prefix.length(), jar.length() - ".jar".length()))
                    .findFirst()
                    .orElse("");
        }
    }
}
