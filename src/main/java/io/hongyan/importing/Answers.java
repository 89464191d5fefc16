package io.hongyan.importing;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.log.ReplyTo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which commands of an import are still to be answered. One thread expects and awaits, others may tell.
///
/// An import works without a server too, and then nobody answers: once no answer has come for a while, none is awaited
/// any more.
final class Answers {

    private final Duration patience;

    /// Nobody else's, so that every node passes over what is for this import.
    private final String name = "import-" + UUID.randomUUID();

    private final Map<Long, Consumer<String>> expected = new HashMap<>();
    private final BlockingQueue<Answered> told = new LinkedBlockingQueue<>();
    private long last;
    private long givenUp;
    private volatile boolean hasGivenUp;

    /// `patience` is for the next answer, not for all.
    Answers(Duration patience) {
        this.patience = patience;
    }

    private record Answered(long request, Answer answer) {}

    /// Expects one more, to be addressed to the name it is given here; `refused` hears why, if a command is refused, on
    /// the thread that [awaits][#await].
    ReplyTo expect(Consumer<String> refused) {
        last++;
        if (hasGivenUp) {
            givenUp++;
        } else {
            expected.put(last, refused);
        }
        return new ReplyTo(name, last);
    }

    /// Tells an answer to anybody. Thread-safe.
    void tell(ReplyTo replyTo, Answer answer) {
        if (replyTo.node().equals(name) && !hasGivenUp) {
            told.add(new Answered(replyTo.request(), answer));
        }
    }

    /// Returns when no more than `open` are still to be answered, or are given up.
    void await(int open) {
        while (expected.size() > open) {
            Answered next = next();
            if (next == null) {
                hasGivenUp = true;
                givenUp += expected.size();
                expected.clear();
                told.clear();
                return;
            }
            Consumer<String> refused = expected.remove(next.request());
            if (refused != null && next.answer() instanceof Outcome.Refused refusal) {
                refused.accept(reason(refusal));
            }
        }
    }

    /// How many were given up.
    long givenUp() {
        return givenUp;
    }

    private @Nullable Answered next() {
        try {
            return told.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /// The details of refusals are written for whoever gave the command: a group's owner.
    private static String reason(Outcome.Refused refusal) {
        return switch (refusal.reason()) {
            case NOT_FOUND -> "the group has been dissolved";
            case NOT_MEMBER -> "its owner has left the group";
            case INVALID, FORBIDDEN, NOT_ALLOWED, GONE, CONFLICT, CLIENT_ID_CONFLICT ->
                "the server refuses it: " + refusal.detail();
        };
    }
}
