package io.hongyan.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.glassfish.jersey.server.ChunkedOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open stream of events. Written by one thread; ended by any.
final class EventStream implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    private final ChunkedOutput<String> output;
    private final BooleanSupplier over;
    private volatile boolean ended;

    /// `over` tells whether the stream has to end for reasons of its caller's.
    EventStream(ChunkedOutput<String> output, BooleanSupplier over) {
        this.output = output;
        this.over = over;
    }

    ChunkedOutput<String> output() {
        return output;
    }

    /// Writes an event, and gives the cursor that its reader has then.
    String tell(SyncAnswer answer, ObjectMapper json) {
        try {
            write("id: " + answer.cursor() + "\ndata: " + json.writeValueAsString(answer) + "\n\n");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return answer.cursor();
    }

    /// Writes what its reader ignores, so that both sides see that the other is there.
    void comment() {
        write(":\n\n");
    }

    private void write(String text) {
        try {
            output.write(text);
        } catch (IOException gone) {
            log.debug("the reader of events is gone", gone);
            ended = true;
        }
    }

    /// Another stream takes its place.
    void end() {
        ended = true;
    }

    boolean isOver() {
        return ended || output.isClosed() || over.getAsBoolean();
    }

    @Override
    public void close() {
        try {
            output.close();
        } catch (IOException gone) {
            log.debug("the reader of events was gone", gone);
        }
    }
}
