package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

import static java.util.Objects.requireNonNull;

/// Redis, or Valkey: the machine's own where there is one, else the one this build carries.
final class RedisEngine implements Engine {

    private final Site site;
    private final int port;
    private @Nullable Path program;

    RedisEngine(Site site, List<Integer> ports) {
        this.site = site;
        this.port = ports.getFirst();
    }

    @Override
    public EngineName name() {
        return EngineName.REDIS;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Optional<Path> installed = Program.find("redis-server").or(() -> Program.find("valkey-server"));
        program = installed.isPresent() ? installed.get() : unpacked();
        site.createData(name(), folder -> {});
        PrivateFile.write(configurationFile(), configuration());
    }

    private Path unpacked() throws IOException {
        Path unpacked = Archive.of(name()).unpackInto(site.folder().programs());
        try (Stream<Path> programs = Files.list(unpacked.resolve("bin"))) {
            Path server = programs.findFirst().orElseThrow();
            Program.ensureExecutable(server, unpacked);
            return server;
        }
    }

    private Path configurationFile() {
        return site.folder().data(name()).resolve("redis.conf");
    }

    @Override
    public Path executable() {
        return requireNonNull(program, "prepare comes first");
    }

    @Override
    public List<String> command() {
        return List.of(executable().toString(), configurationFile().toString());
    }

    /// Redis holds views only, so a snapshot now and then is enough, and one that fails must not stop anything.
    @Override
    public String configuration() {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                daemonize no
                logfile ""
                appendonly no
                save 300 1
                stop-writes-on-bgsave-error no
                """.formatted(port, site.credentials().redis(), site.folder().data(name()));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String probe() {
        try (Jedis redis = new Jedis("127.0.0.1", port)) {
            redis.auth(site.credentials().redis());
            redis.ping();
            return redis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("redis_version:") || line.startsWith("valkey_version:"))
                    .map(line -> line.substring(line.indexOf(':') + 1))
                    .reduce((first, last) -> last)
                    .orElse("");
        }
    }
}
