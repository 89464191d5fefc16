package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// PostgreSQL on loopback, with a database and a user of the server's own. What is committed is on the disk.
final class PostgresqlEngine implements Engine {

    static final String USER = "hongyan";

    private static final String SUPERUSER = "postgres";

    /// As SQL states; an unknown user looks like a wrong password.
    private static final String WRONG_PASSWORD = "28P01";

    private static final String UNKNOWN_DATABASE = "3D000";

    private final Site site;
    private final int port;
    private @Nullable Path program;
    private @Nullable RunAs user;

    PostgresqlEngine(Site site, List<Integer> ports) {
        this.site = site;
        this.port = ports.getFirst();
    }

    static String url(int port) {
        return url(port, USER);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public EngineName name() {
        return EngineName.POSTGRESQL;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        program = Archive.of(name()).unpackInto(site.folder().programs());
        user = RunAs.ownerOf(data());
        ensureThatItRuns(user);
        site.createData(name(), this::initialise);
    }

    private Path data() {
        return site.folder().data(name());
    }

    private Path bin(String name) {
        return requireNonNull(program, "prepare comes first").resolve("bin").resolve(name);
    }

    private List<String> asUser(List<String> command) {
        return requireNonNull(user, "prepare comes first").command(command);
    }

    private void ensureThatItRuns(RunAs user) throws IOException, InterruptedException {
        Path postgres = bin("postgres");
        Program.ensureExecutable(postgres, requireNonNull(program, "prepare comes first"));
        Program version = Program.run(user.command(List.of(postgres.toString(), "--version")));
        if (version.succeeded()) {
            return;
        }
        Optional<Path> closed = user.closedFolder(postgres);
        if (closed.isPresent()) {
            throw new StandaloneFailure(
                    "PostgreSQL refuses to run as root, and user %s, whom it runs as instead, may not enter %s: choose"
                                    .formatted(requireNonNull(user.other()).name(), closed.get())
                            + " another folder with --data, or allow it with chmod o+x.");
        }
        throw new StandaloneFailure("%s can't be executed: %s.".formatted(postgres, version.lastLine()));
    }

    private void initialise(Path folder) throws IOException, InterruptedException {
        Path password = site.folder().root().resolve("postgresql.password");
        PrivateFile.write(password, site.credentials().postgresqlSuperuser());
        RunAs owner = requireNonNull(user, "prepare comes first");
        owner.own(password);
        owner.own(folder);
        Program initdb = Program.run(asUser(List.of(
                bin("initdb").toString(),
                "--pgdata=" + folder,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions")));
        Files.delete(password);
        if (!initdb.succeeded()) {
            throw new StandaloneFailure("PostgreSQL's data folder can't be made: " + initdb.lastLine() + ".");
        }
    }

    @Override
    public Path executable() {
        return bin("postgres");
    }

    @Override
    public List<String> command() {
        return asUser(List.of(
                executable().toString(),
                "-D",
                data().toString(),
                "-c",
                "port=" + port,
                "-c",
                "listen_addresses=127.0.0.1",
                // No Unix socket: its path may be longer than the 107 bytes that the kernel allows.
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=60",
                "-c",
                "shared_buffers=128MB",
                "-c",
                "random_page_cost=1.1",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC"));
    }

    @Override
    public String configuration() {
        return "";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String probe() throws SQLException {
        try {
            return version();
        } catch (SQLException e) {
            if (!WRONG_PASSWORD.equals(e.getSQLState()) && !UNKNOWN_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
            provision();
            return version();
        }
    }

    private String version() throws SQLException {
        try (Connection connection = connect(USER, USER, site.credentials().postgresql());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW server_version")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /// Makes the server's user and database, which an interrupted first start may have left half done.
    private void provision() throws SQLException {
        try (Connection connection =
                        connect(SUPERUSER, SUPERUSER, site.credentials().postgresqlSuperuser());
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + USER + "'")) {
                statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '"
                        + site.credentials().postgresql() + "'");
            }
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + USER + "'")) {
                statement.execute("CREATE DATABASE " + USER + " OWNER " + USER);
            }
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                throw new StandaloneFailure(
                        "PostgreSQL's data doesn't know the password in %s: restore both from the same backup."
                                .formatted(site.folder().credentials()),
                        e);
            }
            throw e;
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connect(String database, String name, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", name);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(url(port, database), properties);
    }

    /// A fast shutdown: SIGTERM would wait until the last client has gone.
    @Override
    public void stop(ProcessHandle process) throws IOException, InterruptedException {
        if (program == null) {
            // An orphan that was never looked at: it has no clients.
            process.destroy();
            return;
        }
        Program.run(asUser(List.of(bin("pg_ctl").toString(), "kill", "INT", Long.toString(process.pid()))));
    }
}
