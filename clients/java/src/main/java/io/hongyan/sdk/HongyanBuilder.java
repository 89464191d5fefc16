package io.hongyan.sdk;

import io.hongyan.sdk.model.Conversation;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Unread;
import io.hongyan.sdk.outbox.ClientIds;
import io.hongyan.sdk.outbox.MemoryOutbox;
import io.hongyan.sdk.outbox.Outbox;
import io.hongyan.sdk.rest.LoginTokens;
import io.hongyan.sdk.rest.Rest;
import io.hongyan.sdk.rest.TokenSource;
import io.hongyan.sdk.session.Deliveries;
import io.hongyan.sdk.session.Directory;
import io.hongyan.sdk.session.HttpConnector;
import io.hongyan.sdk.session.Session;
import io.hongyan.sdk.session.SessionParts;
import io.hongyan.sdk.session.ThreadLoop;
import io.hongyan.sdk.timeline.MemoryProgress;
import io.hongyan.sdk.timeline.Progress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a client is to be like. Not thread-safe.
public final class HongyanBuilder {

    private static final int HISTORY = 50;

    private final Rest rest;
    private @Nullable TokenSource tokens;
    private Consumer<Event> listener = event -> {};
    private Outbox outbox = new MemoryOutbox();
    private Progress progress = new MemoryProgress();
    private int history = HISTORY;

    HongyanBuilder(URI server) {
        this.rest = Rest.at(server);
    }

    /// Where tokens come from.
    public HongyanBuilder tokens(TokenSource tokens) {
        this.tokens = tokens;
        return this;
    }

    /// Logs in now, as a device of that name, and keeps the tokens in memory.
    public HongyanBuilder login(String name, String password, String device) {
        return tokens(new LoginTokens(rest, rest.login(name, password, device), Clock.systemUTC(), kept -> {}));
    }

    /// Hears everything that happens.
    public HongyanBuilder listener(Consumer<Event> listener) {
        this.listener = listener;
        return this;
    }

    /// Keeps what isn't acknowledged; one in memory if none is given. It belongs to one account.
    public HongyanBuilder outbox(Outbox outbox) {
        this.outbox = outbox;
        return this;
    }

    /// Keeps how far this device is; in memory if none is given. It belongs to one account.
    public HongyanBuilder progress(Progress progress) {
        this.progress = progress;
        return this;
    }

    /// How many entries of each conversation a device that has nothing begins with; 50 if it isn't said.
    public HongyanBuilder history(int entries) {
        if (entries < 0) {
            throw new IllegalArgumentException("a history has no fewer than 0 entries: " + entries);
        }
        this.history = entries;
        return this;
    }

    /// A client that connects, and goes on trying until it is closed.
    public Hongyan connect() {
        TokenSource source = Objects.requireNonNull(tokens, "no tokens are given");
        Rest called = rest.as(source);
        RandomGenerator random = new SecureRandom();
        ClientIds ids = new ClientIds(Clock.systemUTC(), random);
        ExecutorService helpers = Executors.newCachedThreadPool(daemon("hongyan-helper"));
        ExecutorService listening = Executors.newSingleThreadExecutor(daemon("hongyan-events"));
        Deliveries deliveries = new Deliveries(listening);
        AtomicReference<@Nullable Session> session = new AtomicReference<>();
        ThreadLoop loop = new ThreadLoop(
                helpers, failure -> Optional.ofNullable(session.get()).ifPresent(failed -> failed.fail(failure)));
        Session started = new Session(new SessionParts(
                loop,
                new HttpConnector(rest.http(), rest.server(), loop, deliveries),
                deliveries,
                helpers,
                source,
                new RestDirectory(called),
                outbox,
                progress,
                ids,
                random,
                listener,
                history));
        session.set(started);
        started.start();
        return new Hongyan(started, ids, called, () -> release(loop, listening, helpers));
    }

    /// Lets every thread end after what it has to do: the session's last task hands on the last event and completions.
    private static void release(ThreadLoop loop, ExecutorService listening, ExecutorService helpers) {
        loop.execute(() -> {
            listening.shutdown();
            helpers.shutdown();
        });
        loop.close();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private record RestDirectory(Rest rest) implements Directory {

        @Override
        public Optional<Conversation> conversation(String id) {
            return rest.conversation(id);
        }

        @Override
        public Unread unread() {
            return rest.unread();
        }
    }
}
