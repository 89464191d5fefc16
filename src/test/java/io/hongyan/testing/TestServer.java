package io.hongyan.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.testing.DropwizardTestSupport;
import io.hongyan.HongyanApplication;
import io.hongyan.HongyanConfiguration;
import io.hongyan.client.Api;
import io.hongyan.client.MadeAccount;
import io.hongyan.infra.IdArguments;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.standalone.EngineName;
import io.hongyan.standalone.StandaloneEngines;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.StringSubstitutor;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

/// The whole server on the real engines, with the packaged `config.yml`, on free ports.
///
/// One is [shared][#shared()] by all tests of a JVM, so tests use names of their own ([#user]) and leave every engine
/// running. Tests that need other settings, or break an engine, [start][#start(Map)] one of their own, and so does
/// whatever starts the program or engines itself: they have the tag `apart`, and `./hongyan test` runs them one after
/// another in a JVM of their own, beside those of the shared server.
public final class TestServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration TOKEN_USED = Duration.ofMinutes(10);
    private static final int UNAVAILABLE = 503;

    /// Of all servers: one that is started again has the people of the first.
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static @Nullable TestServer shared;

    static {
        Waits.setDefaults();
    }

    private final StandaloneEngines engines;
    private final DropwizardTestSupport<HongyanConfiguration> server;
    private final Runnable freeEngines;
    private @Nullable String administratorToken;
    private long administratorSince;
    private boolean left;
    private @Nullable PublishedMailboxes published;

    private TestServer(
            StandaloneEngines engines, DropwizardTestSupport<HongyanConfiguration> server, Runnable freeEngines) {
        this.engines = engines;
        this.server = server;
        this.freeEngines = freeEngines;
    }

    /// The server that all tests of this JVM share; started when it is first asked for, stopped with the JVM.
    public static synchronized TestServer shared() {
        if (shared == null) {
            emptyFolder("shared");
            shared = startAgain("shared", Map.of("HONGYAN_DEVICES_PC", "replace", "HONGYAN_DEVICES_ANDROID", "refuse"));
        }
        return shared;
    }

    /// Reads what the shared one has published since the last time.
    static synchronized void checkShared() {
        if (shared != null) {
            shared.readPublished();
        }
    }

    private void readPublished() {
        if (engines.process(EngineName.KAFKA).filter(ProcessHandle::isAlive).isEmpty()) {
            return;
        }
        if (published == null) {
            published = new PublishedMailboxes(TestEngines.kafka(engines), Totals.FOUND);
        }
        published.read();
    }

    /// A server for one test alone that finds nothing in its engines, which are [borrowed][BorrowedEngines];
    /// `settings` are variables of `config.yml`.
    public static TestServer start(Map<String, String> settings) {
        try {
            return start(BorrowedEngines.borrow(Set.of(EngineName.values())), settings, BorrowedEngines::giveBack);
        } catch (IOException | SQLException | ExecutionException unusable) {
            throw new IllegalStateException("the engines can't be borrowed", unusable);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /// The same on engines of its own, with all their data in a folder.
    public static TestServer start(String name) {
        emptyFolder(name);
        return startAgain(name);
    }

    /// The same on the folder of one that was closed, with all that it left there.
    public static TestServer startAgain(String name) {
        return startAgain(name, Map.of());
    }

    private static TestServer startAgain(String name, Map<String, String> settings) {
        try {
            StandaloneEngines engines =
                    StandaloneEngines.start(folder(name), new PrintStream(PrintStream.nullOutputStream()));
            return start(engines, settings, engines::close);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static IllegalStateException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", stopped);
    }

    /// The same with nothing in it.
    public static Path emptyFolder(String name) {
        Path folder = folder(name);
        try {
            if (Files.exists(folder)) {
                MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        return folder;
    }

    /// Another node on the engines of `first`, to be [left][#leave] before those are closed; `settings` say at
    /// least who it is. Or the same one again, after it was left.
    public static TestServer join(TestServer first, Map<String, String> settings) {
        return run(first.engines, support(first.engines, settings), first.freeEngines);
    }

    /// Where a server has everything; of JVMs that run at the same time, which failsafe numbers, each has its own.
    public static Path folder(String name) {
        return Path.of("target", "test-data", name + System.getProperty("hongyan.fork", ""));
    }

    private static TestServer start(StandaloneEngines engines, Map<String, String> settings, Runnable freeEngines) {
        DropwizardTestSupport<HongyanConfiguration> support = support(engines, settings);
        engines.beforeClose(support::after);
        return run(engines, support, freeEngines);
    }

    private static DropwizardTestSupport<HongyanConfiguration> support(
            StandaloneEngines engines, Map<String, String> settings) {
        Map<String, String> variables = new HashMap<>(engines.settings());
        variables.put("HONGYAN_PORT", "0");
        variables.put("HONGYAN_ADMIN_PORT", "0");
        variables.put("HONGYAN_LOG_LEVEL", "WARN");
        // Neo4j plans each question when it is first asked, which takes a busy machine seconds.
        variables.put("HONGYAN_RELATIONS_TIMEOUT", "20s");
        variables.putAll(settings);
        return new DropwizardTestSupport<>(
                HongyanApplication.class,
                "config.yml",
                new SubstitutingSourceProvider(
                        new ResourceConfigurationSourceProvider(), new StringSubstitutor(variables::get)));
    }

    private static TestServer run(
            StandaloneEngines engines, DropwizardTestSupport<HongyanConfiguration> support, Runnable freeEngines) {
        TestServer server = new TestServer(engines, support, freeEngines);
        try {
            support.before();
            await().atMost(PATIENCE).until(() -> server.admin().get("/ready").status() != UNAVAILABLE);
        } catch (Exception failed) {
            server.close();
            throw new IllegalStateException("the server doesn't start", failed);
        }
        return server;
    }

    /// Where clients connect.
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// The engines, to stop one and start it again.
    public StandaloneEngines engines() {
        return engines;
    }

    /// How the server's Kafka is reached.
    public KafkaConfiguration kafka() {
        return server.getConfiguration().kafka();
    }

    /// The server's PostgreSQL, to look into it or to change it.
    public Jdbi jdbi() {
        return jdbi(engines);
    }

    /// The PostgreSQL of engines that run without a server.
    public static Jdbi jdbi(StandaloneEngines engines) {
        Map<String, String> settings = engines.settings();
        Jdbi jdbi = Jdbi.create(
                requireNonNull(settings.get("HONGYAN_POSTGRESQL_URL")),
                settings.get("HONGYAN_POSTGRESQL_USER"),
                settings.get("HONGYAN_POSTGRESQL_PASSWORD"));
        IdArguments.install(jdbi);
        return jdbi;
    }

    /// What the audit says of these acts on `target`, the first one first.
    public List<String> audited(String action, Object target) {
        return jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT detail FROM audit WHERE action = :action AND target = :target ORDER BY id")
                .bind("action", action)
                .bind("target", target.toString())
                .mapTo(String.class)
                .list());
    }

    /// A client of the server's Redis, to look into it or to empty it; closed by whoever asks.
    public RedisClient redis() {
        return redis(engines);
    }

    /// The same of engines that run without a server.
    public static RedisClient redis(StandaloneEngines engines) {
        Map<String, String> settings = engines.settings();
        DefaultJedisClientConfig password = DefaultJedisClientConfig.builder()
                .password(settings.get("HONGYAN_REDIS_PASSWORD"))
                .build();
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", Integer.parseInt(requireNonNull(settings.get("HONGYAN_REDIS_PORT"))))
                .clientConfig(password)
                .build();
    }

    /// Waits until the inbox of `user` has all that their mailbox shows by now: a sync waits for that no longer than a
    /// second, and then starts anew.
    public void awaitInbox(TestUser user) {
        // As CursorCodec has it: a byte for the version, then the epoch and the position.
        String cursor = user.rest().get("/v1/sync").expect(200).text("/cursor");
        ByteBuffer content = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        StreamEntryID newest = new StreamEntryID(content.getInt(1), content.getLong(1 + Integer.BYTES));
        try (RedisClient redis = redis()) {
            await("the inbox of " + user.name())
                    .atMost(PATIENCE)
                    .until(() -> newest.getSequence() == 0
                            || !redis.xrange("inbox:" + user.id(), newest, null, 1)
                                    .isEmpty());
        }
    }

    /// A caller without a token.
    public RestClient rest() {
        return new RestClient(address());
    }

    /// Who asks the admin port.
    public RestClient admin() {
        return new RestClient(adminAddress());
    }

    /// Where operators connect.
    public URI adminAddress() {
        return URI.create("http://127.0.0.1:" + server.getAdminPort());
    }

    /// What the admin port says of a metric, the sum over its labels; 0 where it isn't there. A name that ends with
    /// its labels means one series.
    public double metric(String name) {
        return metrics()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /// All that it says, line by line.
    public Stream<String> metrics() {
        return admin().get("/metrics").body().lines();
    }

    /// The first administrator.
    public RestClient administrator() {
        return rest().withToken(administratorToken());
    }

    /// Taken anew before it expires: the tests of a JVM may take longer than a token lives.
    private synchronized String administratorToken() {
        if (administratorToken == null || System.nanoTime() - administratorSince > TOKEN_USED.toNanos()) {
            administratorSince = System.nanoTime();
            String password = engines.settings().get("HONGYAN_ADMIN_PASSWORD");
            administratorToken = rest().post("/v1/tokens", Map.of("name", "admin", "password", password))
                    .expect(201)
                    .text("/accessToken");
        }
        return administratorToken;
    }

    /// A new person whose name starts with `prefix`.
    public TestUser user(String prefix) {
        return users(prefix, 1).getFirst();
    }

    /// Another device of the same person.
    public TestUser device(TestUser user) {
        JsonNode minted = administrator()
                .post("/v1/admin/tokens", Map.of("userIds", List.of(user.id()), "lifeSeconds", 86_400))
                .expect(201)
                .json()
                .at("/items/0");
        String token = minted.get("accessToken").asText();
        return new TestUser(
                user.id(),
                user.name(),
                DeviceId.valueOf(minted.get("deviceId").asText()),
                token,
                rest().withToken(token));
    }

    /// New people, made without passwords and given tokens for a day.
    public List<TestUser> users(String prefix, int count) {
        List<String> wanted = IntStream.range(0, count)
                .mapToObj(_ -> prefix + "-" + NAMES.incrementAndGet())
                .toList();
        try {
            return Api.of(address()).as(administratorToken()).makeAccounts(wanted).stream()
                    .map(this::user)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private TestUser user(MadeAccount made) {
        String token = made.api().token();
        return new TestUser(
                UserId.valueOf(made.userId()),
                made.name(),
                DeviceId.valueOf(made.deviceId()),
                token,
                rest().withToken(token));
    }

    /// Whether the server wasn't [left][#leave].
    public boolean isRunning() {
        return !left;
    }

    /// Stops the server alone; its engines go on for others.
    public void leave() {
        left = true;
        server.after();
    }

    /// Stops the server, then its engines, or gives them back.
    @Override
    public void close() {
        try {
            server.after();
            readPublished();
        } finally {
            try {
                closePublished();
            } finally {
                freeEngines.run();
            }
        }
    }

    private void closePublished() {
        PublishedMailboxes closing = published;
        published = null;
        if (closing != null) {
            closing.close();
        }
    }
}
