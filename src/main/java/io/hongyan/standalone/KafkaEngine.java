package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// One Kafka broker that is its own controller, with one copy of everything and a password on every listener.
final class KafkaEngine implements Engine {

    static final String USER = "hongyan";

    private static final int NODE = 1;

    private static final int PROBE_TIMEOUT = 2_000;

    private static final List<String> OPTIONS =
            List.of("-Xms128m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    private final Site site;
    private final int port;
    private final int controllerPort;
    private @Nullable Path libraries;

    KafkaEngine(Site site, List<Integer> ports) {
        this.site = site;
        this.port = ports.getFirst();
        this.controllerPort = ports.getLast();
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
        PrivateFile.write(properties(folder), configuration(folder));
        PrivateFile.write(logging(folder), LOGGING);
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
        return java(
                data(),
                Stream.of(OPTIONS, EngineCache.options(name()), Site.ownOptions(name()))
                        .flatMap(List::stream)
                        .toList(),
                "kafka.Kafka",
                List.of(properties(data()).toString()));
    }

    /// A broker that was killed is still said to lead its partitions when the next one starts, which takes up the
    /// transactions at once, and loses the markers of those being ended as soon as its controller notes the death.
    /// So that is noted first.
    @Override
    public Optional<Engine> recovery() {
        Path log = log(data());
        boolean wasKilled =
                Files.exists(log.resolve("__cluster_metadata-0")) && !Files.exists(log.resolve(".kafka_cleanshutdown"));
        return wasKilled ? Optional.of(new Deregistration()) : Optional.empty();
    }

    private List<String> java(Path folder, List<String> options, String mainClass, List<String> arguments) {
        List<String> all = Stream.concat(options.stream(), Stream.of("-Dlog4j2.configurationFile=" + logging(folder)))
                .toList();
        return site.java(requireNonNull(libraries, "prepare comes first"), all, mainClass, arguments);
    }

    @Override
    public String configuration() {
        return configuration(data()) + LOGGING;
    }

    private String configuration(Path folder) {
        return """
                process.roles=broker,controller
                listeners=CLIENT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=CLIENT://127.0.0.1:%1$d
                inter.broker.listener.name=CLIENT
                sasl.mechanism.inter.broker.protocol=PLAIN
                listener.name.client.plain.sasl.jaas.config=%3$s
                auto.create.topics.enable=false
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
                # The cleaner takes it from the heap at the start; the default of 128 MB is for topics of a hundred times.
                log.cleaner.dedupe.buffer.size=16777216
                # A transaction often begins while the one before it is still being completed. The broker waits for
                # that, looking often: a refusal costs the producer a round, and every batch behind it another.
                add.partitions.to.txn.retry.backoff.ms=2
                add.partitions.to.txn.retry.backoff.max.ms=2000
                """.formatted(port, controllerPort, logins()) + node(folder);
    }

    /// What it is in its cluster, whatever part of that it plays.
    private String node(Path folder) {
        return """
                node.id=%d
                controller.quorum.voters=%1$d@127.0.0.1:%d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
                sasl.enabled.mechanisms=PLAIN
                sasl.mechanism.controller.protocol=PLAIN
                listener.name.controller.plain.sasl.jaas.config=%s
                log.dirs=%s
                """.formatted(NODE, controllerPort, logins(), escaped(log(folder)));
    }

    /// Java's property files are ISO 8859-1, and a backslash in them escapes.
    private static String escaped(Path path) {
        StringBuilder escaped = new StringBuilder();
        for (char character : path.toString().toCharArray()) {
            if (character == '\\') {
                escaped.append("\\\\");
            } else if (character < ' ' || character > '~') {
                escaped.append("\\u%04x".formatted((int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    /// How it logs in elsewhere, and whom it lets in.
    private String logins() {
        return "%s user_%s=\"%s\";".formatted(login(), USER, site.credentials().kafka());
    }

    private String login() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\""
                .formatted(USER, site.credentials().kafka());
    }

    private static final String LOGGING = """
            Configuration:
              status: error
              Appenders:
                Console:
                  name: out
                  PatternLayout:
                    pattern: "%d{yyyy-MM-dd HH:mm:ss.SSS'Z'}{UTC} %-5p %c{1} %m%n"
              Loggers:
                Root:
                  level: info
                  AppenderRef:
                    ref: out
            """;

    @Override
    public int port() {
        return port;
    }

    @Override
    public String probe() throws ExecutionException, InterruptedException, IOException {
        try (Admin admin = Admin.create(clientProperties())) {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(PROBE_TIMEOUT))
                    .nodes()
                    .get();
        }
        return version();
    }

    Map<String, Object> clientProperties() {
        return clientProperties(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, port);
    }

    private Map<String, Object> clientProperties(String bootstrap, int asked) {
        return Map.of(
                bootstrap,
                "127.0.0.1:" + asked,
                AdminClientConfig.SECURITY_PROTOCOL_CONFIG,
                "SASL_PLAINTEXT",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PROBE_TIMEOUT,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PROBE_TIMEOUT,
                SaslConfigs.SASL_MECHANISM,
                "PLAIN",
                SaslConfigs.SASL_JAAS_CONFIG,
                login() + ";");
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

    /// The controller alone, on the same data: it serves once it has struck off the broker that was killed.
    private final class Deregistration implements Engine {

        @Override
        public EngineName name() {
            return KafkaEngine.this.name();
        }

        @Override
        public void prepare() throws IOException {
            PrivateFile.write(file(), configuration());
        }

        private Path file() {
            return data().resolve("controller.properties");
        }

        @Override
        public Path executable() {
            return KafkaEngine.this.executable();
        }

        @Override
        public List<String> command() {
            return java(
                    data(),
                    Stream.of(OPTIONS, EngineCache.reading(name()), Site.ownOptions(name()))
                            .flatMap(List::stream)
                            .toList(),
                    "kafka.Kafka",
                    List.of(file().toString()));
        }

        @Override
        public String configuration() {
            return """
                    process.roles=controller
                    listeners=CONTROLLER://127.0.0.1:%d
                    """.formatted(controllerPort) + node(data());
        }

        @Override
        public int port() {
            return controllerPort;
        }

        @Override
        public String probe() throws ExecutionException, InterruptedException {
            try (Admin controller =
                    Admin.create(clientProperties(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controllerPort))) {
                controller.unregisterBroker(NODE).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                    throw e;
                }
            }
            return "";
        }
    }
}
