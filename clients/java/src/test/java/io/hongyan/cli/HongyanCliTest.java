package io.hongyan.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What the command line says, and how it ends. Against the real server it is tried in `HongyanIT`.
final class HongyanCliTest {

    private static final String TOKENS = """
            {"accessToken": "eyJ.a.b", "expiresAt": "2100-01-01T00:00:00.000Z", "refreshToken": "r",
             "user": {"id": "5", "name": "anna", "displayName": "Anna"},
             "device": {"id": "9", "kind": "pc", "name": "hongyan-cli"}}
            """;
    private static final String UNREAD = """
            {"total": {"unread": 3, "mentions": 1}, "version": 88,
             "conversations": [{"id": "71", "unread": 3, "mentions": 1, "muted": false}]}
            """;
    private static final String REFUSAL = """
            {"status": 401, "title": "Log in first", "detail": "name or password is wrong", "code": "unauthenticated",
             "retryable": false}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    private int run(String... arguments) {
        InputStream in = new ByteArrayInputStream("a long password\n".getBytes(StandardCharsets.UTF_8));
        return HongyanCli.run(
                new Terminal(new PrintWriter(out), new PrintWriter(err, true), in, Map.of(), home), arguments);
    }

    private Path credentials() {
        return home.resolve(".config/hongyan/credentials.json");
    }

    /// A server that gives these answers, by path.
    private static HttpServer server(int status, Map<String, String> answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answers.forEach((path, answer) -> server.createContext(path, exchange -> {
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }));
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void keepsTheLoginInAFileThatOnlyItsOwnerCanRead() throws IOException {
        HttpServer server = server(201, Map.of("/v1/tokens", TOKENS, "/v1/unread", UNREAD));

        int exitCode = run("login", "anna", "--url", address(server));

        assertThat(exitCode).isZero();
        assertThat(out).hasToString("Logged in as anna." + System.lineSeparator());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(credentials().getParent())))
                .isEqualTo("rwx------");
        server.stop(0);
    }

    @Test
    void printsWhatIsUnreadForPeopleAndForPrograms() throws IOException {
        HttpServer server = server(201, Map.of("/v1/tokens", TOKENS, "/v1/unread", UNREAD));
        run("login", "anna", "--url", address(server));
        out.getBuffer().setLength(0);

        assertThat(run("unread")).isZero();
        assertThat(run("unread", "--json")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "71: 3 (mentions: 1)",
                        "total: 3 (mentions: 1)",
                        "{\"total\":{\"unread\":3,\"mentions\":1},\"conversations\":[{\"id\":\"71\",\"unread\":3,"
                                + "\"mentions\":1,\"muted\":false}],\"version\":88}");
        server.stop(0);
    }

    @Test
    void doesNotUseALoginThatOthersCanRead() throws IOException {
        HttpServer server = server(201, Map.of("/v1/tokens", TOKENS, "/v1/unread", UNREAD));
        run("login", "anna", "--url", address(server));
        Files.setPosixFilePermissions(credentials(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(run("unread")).isEqualTo(Failures.NOT_LOGGED_IN);
        assertThat(err.toString()).contains("chmod 600");
        server.stop(0);
    }

    @Test
    void saysInOneLineWhatTheServerRefuses() throws IOException {
        HttpServer server = server(401, Map.of("/v1/tokens", REFUSAL));

        assertThat(run("login", "anna", "--url", address(server))).isEqualTo(Failures.REFUSED);

        assertThat(err.toString().lines()).containsExactly("hongyan-cli: unauthenticated: name or password is wrong");
        assertThat(credentials()).doesNotExist();
        server.stop(0);
    }

    @Test
    void saysInOneLineThatNobodyIsLoggedIn() {
        assertThat(run("unread")).isEqualTo(Failures.NOT_LOGGED_IN);
        assertThat(err.toString().lines())
                .containsExactly("hongyan-cli: Nobody is logged in: use 'hongyan-cli login'.");
    }

    @Test
    void saysInOneLineThatTheServerDoesNotAnswer() throws IOException {
        int nobodyListens;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobodyListens = socket.getLocalPort();
        }

        assertThat(run("login", "anna", "--url", "http://127.0.0.1:" + nobodyListens))
                .isEqualTo(Failures.NO_ANSWER);
        assertThat(err.toString().lines())
                .containsExactly("hongyan-cli: no answer from http://127.0.0.1:" + nobodyListens);
    }

    @Test
    void saysInOneLineWhichFileCannotBeUsed() throws IOException {
        HttpServer server = server(201, Map.of("/v1/tokens", TOKENS));
        Path folder = Files.createDirectory(
                home.resolve("folder"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Path noFolder = Files.createFile(home.resolve("file"));

        assertThat(run("unread", "--credentials", folder.toString())).isEqualTo(5);
        assertThat(run("login", "anna", "--url", address(server), "--credentials", noFolder + "/credentials.json"))
                .isEqualTo(5);

        assertThat(err.toString().lines())
                .satisfiesExactly(
                        reading -> assertThat(reading).startsWith("hongyan-cli: " + folder + " can't be read: "),
                        writing -> assertThat(writing)
                                .startsWith("hongyan-cli: " + noFolder + "/credentials.json can't be "));
        server.stop(0);
    }

    @Test
    void saysWhatIsWrongWithACommandLine() {
        assertThat(run("send", "hello")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).last().asString().contains("hongyan-cli send --help");
    }

    @Test
    void makesAScriptThatCompletesItsCommands() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString())
                .startsWith("#!/usr/bin/env bash")
                .contains("login", "send", "listen", "history", "unread", "--client-id")
                .contains("complete -F _complete_hongyan-cli -o default hongyan-cli");
    }
}
