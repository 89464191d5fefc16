package io.hongyan.gateway.push;

import io.hongyan.gateway.frame.CloseCode;
import io.hongyan.gateway.frame.Farewell;
import io.hongyan.gateway.frame.FrameWriter;
import io.hongyan.gateway.frame.PushMode;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.MailboxLine;
import io.hongyan.presence.Presence;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Total;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// What waits to be written to one socket, in bounded memory.
///
/// Answers and entries are written in the order in which they come; counts and other things of which the newest
/// replaces what waits come after them. One write is under way at a time, on another thread; what has gathered
/// meanwhile goes together. Beyond its capacity the waiting entries give way to `heads`. Thread-safe; nothing blocks.
public final class Outbox implements Recipient {

    /// How many bytes one write takes at least, if that many wait: few enough that also a slow line shows progress.
    static final int WRITE_BYTES = 64 << 10;

    /// About how many conversations a device may be behind in before it is too slow.
    static final int MAX_CONVERSATIONS = 10_000;

    private static final long UNREAD_PAUSE = Duration.ofSeconds(1).toNanos();

    /// What all outboxes of a node share. `executor` has threads that may block; `capacity` is in bytes, of each.
    public record Means(
            FrameWriter frames,
            Writers writers,
            Executor executor,
            OutboxObserver observer,
            LongSupplier nanoTime,
            long capacity) {}

    private enum State {
        IDLE,
        SCHEDULED,
        WRITING,
        CLOSED
    }

    private final Wire wire;
    private final Means means;
    private final Backlog backlog = new Backlog();
    private final Newest newest = new Newest();
    private State state = State.IDLE;
    private boolean corked;
    private long writing;
    private long writingSince;
    private long unreadWrittenAt;
    private @Nullable Reader reader;
    private @Nullable CloseCode end;
    private @Nullable Runnable whenRoom;

    public Outbox(Wire wire, Means means) {
        this.wire = wire;
        this.means = means;
        this.unreadWrittenAt = means.nanoTime().getAsLong() - UNREAD_PAUSE;
    }

    /// Holds everything back until [#greet]: what is pushed from registration on comes after the welcome.
    public synchronized void cork(Reader reader) {
        this.reader = reader;
        corked = true;
    }

    /// The mailbox of whoever reads this socket stood at `position` when it was registered.
    public synchronized void registered(long position) {
        reader().registered(position);
    }

    /// Whoever reads this socket has everything up to `cursor`.
    public synchronized void stored(String cursor) {
        reader().stored(cursor);
    }

    /// Writes the welcome, and from then on what waits.
    public synchronized void greet(ServerFrame welcome) {
        backlog.addFirst(new Item.Answer(means.frames().write(welcome)));
        corked = false;
        wake();
    }

    /// Answers a request, or says something else that only this socket is told.
    public void answer(ServerFrame frame) {
        add(new Item.Answer(means.frames().write(frame)));
    }

    /// Answers the end of a sync up to `cursor`, before any count with a cursor that relies on its having been read.
    public synchronized void answerSync(ServerFrame frame, String cursor) {
        answer(frame);
        reader().stored(cursor);
    }

    /// Answers a ping with the cursor that was given last.
    public synchronized void pong(@Nullable Long r) {
        answer(new ServerFrame.Pong(r, reader().cursor()));
    }

    /// Remembers that a send is under way, before it is appended.
    public synchronized void sending(ConversationId conversation, String clientId) {
        reader().sends().begin(conversation, clientId);
    }

    /// Answers a send.
    public void answerSend(ConversationId conversation, String clientId, ServerFrame frame) {
        Item.Answer answer = new Item.Answer(means.frames().write(frame));
        synchronized (this) {
            reader().sends().end(conversation, clientId);
            add(answer);
        }
    }

    @Override
    public synchronized void push(PushedEntry entry) {
        if (end != null || reader().sends().covers(entry)) {
            return;
        }
        if (reader().mode() == PushMode.NOTIFY || newest.hasHeads()) {
            head(entry.conversation(), entry.seq(), entry.ordinal());
        } else if (backlog.bytes() + writing + entry.size() > means.capacity()) {
            fallBehind();
            head(entry.conversation(), entry.seq(), entry.ordinal());
        } else {
            add(entry);
        }
    }

    /// The waiting entries give way to the heads of their conversations.
    private void fallBehind() {
        means.observer().fellBehind();
        backlog.removeEntries(entry -> newest.head(entry.conversation(), entry.seq(), entry.ordinal()));
    }

    @Override
    public synchronized void head(ConversationId conversation, long seq, long ordinal) {
        newest.head(conversation, seq, ordinal);
        merged();
    }

    @Override
    public synchronized void total(Total total) {
        newest.total(total);
        wake();
    }

    @Override
    public synchronized void unread(MailboxLine line, Total total) {
        newest.unread(line, total);
        merged();
    }

    @Override
    public synchronized void read(ConversationId conversation, Map<UserId, Long> reached) {
        newest.read(conversation, reached);
        merged();
    }

    @Override
    public synchronized void delivered(ConversationId conversation, Map<UserId, Long> reached) {
        newest.delivered(conversation, reached);
        wake();
    }

    @Override
    public synchronized void typing(ConversationId conversation, UserId user) {
        newest.typing(conversation, user);
        merged();
    }

    @Override
    public synchronized void presence(Presence presence) {
        newest.presence(presence);
        merged();
    }

    @Override
    public synchronized void conversation(ConversationView conversation) {
        newest.conversation(conversation);
        merged();
    }

    @Override
    public synchronized void hint(String key, byte[] frame) {
        newest.hint(key, frame);
        wake();
    }

    private void merged() {
        if (newest.size() > MAX_CONVERSATIONS) {
            finish(Farewell.SLOW, null);
        } else {
            wake();
        }
    }

    /// Whether there is room for more answers; where there isn't, the socket had better not be read.
    public synchronized boolean hasRoom() {
        return backlog.bytes() + writing < means.capacity();
    }

    /// Calls `action` once, on another thread, when there is room again, or at once if there is.
    public void whenRoom(Runnable action) {
        synchronized (this) {
            if (!hasRoom() && state != State.CLOSED) {
                whenRoom = action;
                return;
            }
        }
        action.run();
    }

    /// Says bye after the answers that wait, and closes. Whoever is too slow isn't told the rest.
    public synchronized void finish(Farewell farewell, @Nullable Long retryAfterMs) {
        if (farewell == Farewell.SLOW) {
            backlog.clear();
        }
        if (end == null) {
            answer(new ServerFrame.Bye(farewell.wireName(), retryAfterMs));
        }
        close(farewell.closeCode());
    }

    /// Closes after what waits; nothing more is taken in.
    public synchronized void close(CloseCode code) {
        if (end == null) {
            end = code;
            corked = false;
            wake();
        }
    }

    /// Forgets everything: the socket is gone.
    public synchronized void closed() {
        end = end == null ? CloseCode.GOING_AWAY : end;
        state = State.CLOSED;
        backlog.clear();
    }

    /// Writes counts whose pause is over. To be called from time to time.
    public synchronized void tick() {
        wake();
    }

    /// For how many nanoseconds the write under way has made no progress; 0 where there is none.
    public synchronized long stuckFor() {
        return state == State.WRITING ? means.nanoTime().getAsLong() - writingSince : 0;
    }

    private synchronized void add(Item item) {
        if (end == null) {
            Writers.Purpose before = backlog.purpose();
            backlog.add(item);
            if (state == State.SCHEDULED && backlog.purpose() != before) {
                // Whichever of the two comes first writes; the other finds nothing that is scheduled.
                means.writers().execute(this::write, Writers.Purpose.ANSWER);
            }
            wake();
        }
    }

    private Reader reader() {
        return requireNonNull(reader, "nobody has said hello");
    }

    private void wake() {
        if (state == State.IDLE && hasWork()) {
            state = State.SCHEDULED;
            means.writers().execute(this::write, backlog.purpose());
        }
    }

    private boolean hasWork() {
        return !corked && (!backlog.isEmpty() || end != null || newest.isUrgent() || isUnreadDue());
    }

    private boolean isUnreadDue() {
        return newest.hasUnread()
                && !reader().sends().isAnswerDue()
                && means.nanoTime().getAsLong() - unreadWrittenAt >= UNREAD_PAUSE;
    }

    private void write() {
        List<ByteBuffer> taken;
        CloseCode close;
        synchronized (this) {
            if (state != State.SCHEDULED) {
                return;
            }
            taken = corked ? List.of() : take();
            writingSince = means.nanoTime().getAsLong();
            close = taken.isEmpty() ? end : null;
            state = taken.isEmpty() ? close == null ? State.IDLE : State.CLOSED : State.WRITING;
        }
        if (close != null) {
            wire.close(close);
        } else if (!taken.isEmpty()) {
            wire.write(taken, this::written);
        }
    }

    private void written() {
        Runnable action = null;
        synchronized (this) {
            writing = 0;
            if (state == State.WRITING) {
                state = State.IDLE;
                wake();
            }
            if (hasRoom()) {
                action = whenRoom;
                whenRoom = null;
            }
        }
        if (action != null) {
            means.executor().execute(action);
        }
    }

    private List<ByteBuffer> take() {
        long before = backlog.bytes();
        List<ByteBuffer> taken = backlog.take(WRITE_BYTES, means.observer()::pushed);
        writing = before - backlog.bytes();
        if (backlog.isEmpty() && end == null) {
            takeNewest(taken);
        }
        return taken;
    }

    private void takeNewest(List<ByteBuffer> taken) {
        newest.take(means.frames()).forEach(frame -> taken.add(ByteBuffer.wrap(frame)));
        if (isUnreadDue()) {
            unreadWrittenAt = means.nanoTime().getAsLong();
            taken.add(ByteBuffer.wrap(means.frames().write(newest.takeUnread(reader()::reach))));
        }
    }
}
