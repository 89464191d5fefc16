package io.hongyan.sdk.session;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.FrameEncoder;
import io.hongyan.sdk.frame.ServerFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The requests on the open socket that wait for their answers. On the loop only.
final class Requests {

    /// How long an answer may take before it counts as lost; the server itself gives up after 8 s.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Who asked.
    interface Reply {

        void answered(ServerFrame.Answer answer);

        /// No answer came in time. Not called if the socket was lost: whoever asks again does when there is a new one.
        void lost();
    }

    private record Pending(Reply reply, Loop.Timer timer) {}

    /// What a server lets wait on one socket, before it has said so.
    private static final int USUAL_LIMIT = 256;

    /// Room for what isn't counted here.
    private static final int SPARE = 16;

    private final Loop loop;
    private final Map<Long, Pending> pending = new HashMap<>();
    /// Requests that go when others were answered.
    private final Queue<Runnable> held = new ArrayDeque<>();

    private int limit = USUAL_LIMIT - SPARE;
    private Connector.@Nullable Line line;
    private long last;

    Requests(Loop loop) {
        this.loop = loop;
    }

    void opened(Connector.Line line) {
        this.line = line;
    }

    /// The socket is lost, and its answers with it.
    void closed() {
        line = null;
        pending.values().forEach(request -> request.timer().cancel());
        pending.clear();
        held.clear();
    }

    /// The server closes a socket on which more than `unanswered` requests wait.
    void limit(int unanswered) {
        limit = Math.max(1, unanswered - SPARE);
    }

    /// Asks on the open socket, as soon as there is room for one more unanswered request.
    void ask(LongFunction<ClientFrame> frame, Reply reply) {
        if (pending.size() < limit) {
            askNow(frame, reply);
        } else {
            held.add(() -> askNow(frame, reply));
        }
    }

    private void askNow(LongFunction<ClientFrame> frame, Reply reply) {
        long r = ++last;
        Loop.Timer timer = loop.after(PATIENCE, () -> {
            if (pending.remove(r) != null) {
                reply.lost();
                askNext();
            }
        });
        pending.put(r, new Pending(reply, timer));
        say(frame.apply(r));
    }

    /// Says something that isn't answered.
    void say(ClientFrame frame) {
        Objects.requireNonNull(line, "there is no socket").send(FrameEncoder.encode(frame));
    }

    /// Hands an answer to who asked; false if nobody waits for it any more.
    boolean answered(ServerFrame.Answer answer) {
        Long r = answer.r();
        Pending request = r == null ? null : pending.remove(r);
        if (request == null) {
            return false;
        }
        request.timer().cancel();
        request.reply().answered(answer);
        askNext();
        return true;
    }

    private void askNext() {
        Runnable next = pending.size() < limit ? held.poll() : null;
        if (next != null) {
            next.run();
        }
    }
}
