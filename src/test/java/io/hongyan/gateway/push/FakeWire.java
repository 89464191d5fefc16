package io.hongyan.gateway.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.gateway.frame.CloseCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A wire that keeps what is written. While it is slow, writes are under way until [#catchUp()].
public final class FakeWire implements Wire {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> frames = new ArrayList<>();
    private final List<Runnable> underWay = new ArrayList<>();
    private @Nullable CloseCode closed;
    private boolean slow;

    @Override
    public void write(List<ByteBuffer> written, Runnable done) {
        for (ByteBuffer frame : written) {
            try {
                frames.add(JSON.readTree(UTF_8.decode(frame).toString()));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("not JSON", e);
            }
        }
        if (slow) {
            underWay.add(done);
        } else {
            done.run();
        }
    }

    @Override
    public void close(CloseCode code) {
        closed = code;
    }

    public void slowDown() {
        slow = true;
    }

    /// Finishes the writes that are under way; the next ones don't wait.
    public void catchUp() {
        slow = false;
        List<Runnable> done = List.copyOf(underWay);
        underWay.clear();
        done.forEach(Runnable::run);
    }

    /// The frames in short: their type, and the seqs of entries and heads.
    public List<String> told() {
        return frames.stream().map(FakeWire::told).toList();
    }

    private static String told(JsonNode frame) {
        String type = frame.path("t").textValue();
        return switch (type) {
            case "entry" -> "entry " + frame.path("entry").path("seq");
            case "entries" -> "entries " + seqs(frame.path("entries"));
            case "heads" -> "heads " + seqs(frame.path("heads"));
            case "unread" -> "unread " + frame.path("version");
            case "ok" -> frame.has("seq") ? "ok " + frame.path("seq") : "ok";
            default -> type;
        };
    }

    private static List<Long> seqs(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path("seq").longValue())
                .toList();
    }

    /// Forgets what was written.
    public void forget() {
        frames.clear();
    }

    /// The last frame of a type.
    public JsonNode last(String type) {
        return frames.stream()
                .filter(frame -> type.equals(frame.path("t").textValue()))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    public @Nullable CloseCode closed() {
        return closed;
    }
}
