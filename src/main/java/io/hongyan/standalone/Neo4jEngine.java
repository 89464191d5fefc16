package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

import static java.util.Objects.requireNonNull;

/// Neo4j, started by its own main class with a configuration made here, and reached over Bolt on loopback only.
final class Neo4jEngine implements Engine {

    static final String USER = "neo4j";

    private static final List<String> OPTIONS = List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

    private final Site site;
    private final int port;
    private @Nullable Path libraries;

    Neo4jEngine(Site site, List<Integer> ports) {
        this.site = site;
        this.port = ports.getFirst();
    }

    static String url(int port) {
        return "bolt://127.0.0.1:" + port;
    }

    @Override
    public EngineName name() {
        return EngineName.NEO4J;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        libraries = Archive.of(name()).unpackInto(site.folder().programs()).resolve("lib");
        site.createData(name(), this::setPassword);
        Files.createDirectories(configurationFolder(home()));
        PrivateFile.write(configurationFolder(home()).resolve("neo4j.conf"), configuration());
    }

    private Path home() {
        return site.folder().data(name());
    }

    private static Path configurationFolder(Path home) {
        return home.resolve("conf");
    }

    /// Before its first start Neo4j takes its first password from a file, so that it never serves with a known one.
    private void setPassword(Path folder) throws IOException {
        Path dbms = Files.createDirectories(folder.resolve("data").resolve("dbms"));
        PrivateFile.write(
                dbms.resolve("auth.ini"),
                Neo4jPassword.hash(site.credentials().neo4j()).line(USER) + "\n");
    }

    @Override
    public Path executable() {
        return Site.JAVA;
    }

    @Override
    public List<String> command() {
        return site.java(
                requireNonNull(libraries, "prepare comes first"),
                Stream.of(OPTIONS, EngineCache.options(name()), Site.ownOptions(name()))
                        .flatMap(List::stream)
                        .toList(),
                "org.neo4j.server.Neo4jCommunity",
                List.of("--home-dir=" + home(), "--config-dir=" + configurationFolder(home()), "--console-mode"));
    }

    @Override
    public String configuration() {
        return """
                server.default_listen_address=127.0.0.1
                server.bolt.enabled=true
                server.bolt.listen_address=127.0.0.1:%1$d
                server.bolt.advertised_address=127.0.0.1:%1$d
                server.http.enabled=false
                server.https.enabled=false
                dbms.security.auth_enabled=true
                dbms.usage_report.enabled=false
                dbms.fleet_manager.enabled=false
                server.memory.heap.initial_size=64m
                server.memory.heap.max_size=256m
                server.memory.pagecache.size=256m
                db.logs.query.enabled=OFF
                db.tx_log.rotation.size=16m
                internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s
                internal.dbms.bolt.netty_server_shutdown_timeout=1s
                internal.server.bolt.connection_shutdown_wait_time=1s
                internal.server.bolt.thread_pool_shutdown_wait_time=1s
                """.formatted(port);
    }

    /// Nobody waits for it, so its server may have been killed while it was still starting; to start another instead
    /// would take the processors from the server that starts just now.
    @Override
    public Duration orphanPatience() {
        return Duration.ofMinutes(1);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String probe() {
        // Asked again anyway until it serves, so the driver neither retries nor logs.
        Config quiet = Config.builder()
                .withLogging(Logging.none())
                .withMaxTransactionRetryTime(0, TimeUnit.SECONDS)
                .build();
        AuthToken login = AuthTokens.basic(USER, site.credentials().neo4j());
        try (Driver driver = GraphDatabase.driver(url(port), login, quiet);
                Session session = driver.session(SessionConfig.forDatabase("system"))) {
            return session.run("CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel'"
                            + " RETURN versions[0] AS version")
                    .single()
                    .get("version")
                    .asString();
        }
    }
}
