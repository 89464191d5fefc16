package io.hongyan.standalone;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// What keeps `server` from starting, as an operator with engines of their own meets it.
@Tag("apart")
@Tag("long")
final class ServerStartIT {

    private static final String JAR = requireNonNull(System.getProperty("hongyan.jar"), "hongyan.jar");

    private static StandaloneEngines engines;

    /// How a server ended that didn't start.
    private record Ended(int exit, String printed, String errors) {

        void assertSentence(String pattern) {
            assertThat(errors).matches(pattern);
            assertThat(printed).doesNotContain("ERROR").doesNotContain("\tat ");
            assertThat(exit).isEqualTo(1);
        }
    }

    @BeforeAll
    static void startPostgresql() throws IOException, InterruptedException {
        engines = StandaloneEngines.start(TestFolder.empty("server-start"), System.out, Set.of(EngineName.POSTGRESQL));
    }

    @AfterAll
    static void stop() {
        engines.close();
    }

    @Test
    void aMissingConfiguration() throws Exception {
        server("nowhere.yml", Map.of()).assertSentence("The configuration nowhere\\.yml can't be read\\.");
    }

    @Test
    void anUnreachablePostgresql() throws Exception {
        server("config.yml", Map.of("HONGYAN_POSTGRESQL_URL", "jdbc:postgresql://127.0.0.1:1/hongyan"))
                .assertSentence("PostgreSQL's schema can't be migrated: Connection to 127\\.0\\.0\\.1:1 refused\\..*");
    }

    @Test
    void aDamagedSigningKey() throws Exception {
        Path data = TestFolder.empty("server-start-keys");
        Files.createDirectories(data.resolve("keys"));
        Files.writeString(data.resolve("keys/0001.jwk"), "{\"kty\":");

        server("config.yml", Map.of("HONGYAN_DATA", data.toString()))
                .assertSentence("The signing key .*/0001\\.jwk can't be read: .*");
    }

    @Test
    void aBusyPort() throws Exception {
        try (ServerSocket busy = new ServerSocket(0)) {
            String port = Integer.toString(busy.getLocalPort());

            server("config.yml", Map.of("HONGYAN_PORT", port))
                    .assertSentence("The server can't listen: .*:" + port + " \\(Address already in use\\)\\.");
        }
    }

    @Test
    void aFolderForTemporaryFilesThatAllowsNoPrograms() throws Exception {
        try (MountedFolder temporary = MountedFolder.mount("server-start-tmp", "size=64m,noexec")) {
            server("config.yml", Map.of("HONGYAN_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary.path()))
                    .assertSentence("The native code of RocksDB can't be loaded from %s \\(.*\\): name a folder .*"
                            .formatted(Pattern.quote(temporary.path().toString())));
        }
    }

    private static Ended server(String configuration, Map<String, String> settings) throws Exception {
        Path folder = Files.createDirectories(TestFolder.empty("server-start-output"));
        Path printed = folder.resolve("out");
        Path errors = folder.resolve("err");
        ProcessBuilder server = new ProcessBuilder(Site.JAVA.toString(), "-jar", JAR, "server", configuration)
                .redirectOutput(printed.toFile())
                .redirectError(errors.toFile());
        server.environment().putAll(engines.settings());
        server.environment().put("HONGYAN_DATA", folder.resolve("data").toString());
        server.environment().put("HONGYAN_PORT", "0");
        server.environment().put("HONGYAN_ADMIN_PORT", "0");
        server.environment().putAll(settings);
        int exit = EndingProgram.exit(server);
        return new Ended(
                exit,
                Files.readString(printed, UTF_8),
                Files.readString(errors, UTF_8).strip());
    }
}
