package io.hongyan.sdk.session;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.ServerFrame;
import io.hongyan.sdk.model.ProblemException;
import io.hongyan.sdk.model.UnavailableException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongFunction;

/// Requests of the application that may be made again without harm, and are, over as many sockets as it takes, up to
/// a deadline. On the loop only.
final class Calls {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Loop loop;
    private final Requests requests;
    private final Backoff backoff;
    private final Executor completions;
    private final Set<Call<?>> calls = new LinkedHashSet<>();
    private boolean online;
    private boolean closed;
    private int connection;

    Calls(SessionParts parts, Requests requests) {
        this.loop = parts.loop();
        this.requests = requests;
        this.backoff = new Backoff(parts.random());
        this.completions = parts.completions();
    }

    /// Makes a request, of whose answer `read` makes the result; empty if that isn't the answer to it.
    <T> CompletableFuture<T> call(LongFunction<ClientFrame> frame, Function<ServerFrame.Answer, Optional<T>> read) {
        Call<T> call = new Call<>(frame, read);
        calls.add(call);
        if (closed) {
            call.fail(new UnavailableException("the client was closed"));
            return call.future;
        }
        loop.after(DEADLINE, () -> call.fail(new UnavailableException("no answer came in time")));
        if (online) {
            call.attempt();
        }
        return call.future;
    }

    void online() {
        online = true;
        connection++;
        List.copyOf(calls).forEach(Call::attempt);
    }

    void offline() {
        online = false;
        connection++;
    }

    void close() {
        offline();
        closed = true;
        List.copyOf(calls).forEach(call -> call.fail(new UnavailableException("the client was closed")));
    }

    private final class Call<T> implements Requests.Reply {

        private final LongFunction<ClientFrame> frame;
        private final Function<ServerFrame.Answer, Optional<T>> read;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private int tries;

        Call(LongFunction<ClientFrame> frame, Function<ServerFrame.Answer, Optional<T>> read) {
            this.frame = frame;
            this.read = read;
        }

        void attempt() {
            tries++;
            requests.ask(frame, this);
        }

        @Override
        public void answered(ServerFrame.Answer answer) {
            Optional<T> result = read.apply(answer);
            if (result.isPresent()) {
                calls.remove(this);
                completions.execute(() -> future.complete(result.get()));
            } else if (answer instanceof ServerFrame.Refused refused
                    && !refused.error().retryable()) {
                fail(new ProblemException(refused.error()));
            } else {
                lost();
            }
        }

        @Override
        public void lost() {
            int asked = connection;
            loop.after(backoff.after(tries), () -> {
                if (connection == asked && calls.contains(this)) {
                    attempt();
                }
            });
        }

        void fail(RuntimeException failure) {
            if (calls.remove(this)) {
                completions.execute(() -> future.completeExceptionally(failure));
            }
        }
    }
}
