package io.hongyan.bench.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Keeps what a benchmark found, a line of JSON for each figure, so that it can be compared and drawn later.
///
/// Every line says which benchmark it is of, when it was measured, on how many processors, and in which run.
public final class Journal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Path file;
    private final String run;
    private final Clock clock;

    /// @param file to append to; without one nothing is kept
    public Journal(@Nullable Path file, Clock clock) {
        this.file = file;
        this.run = clock.instant().toString();
        this.clock = clock;
    }

    /// Appends one line; `figures` is a record.
    public void append(String bench, Object figures) throws IOException {
        if (file == null) {
            return;
        }
        ObjectNode line = JSON.createObjectNode();
        line.put("bench", bench);
        line.put("run", run);
        line.put("at", clock.instant().toString());
        line.put("processors", Runtime.getRuntime().availableProcessors());
        line.setAll((ObjectNode) JSON.valueToTree(figures));
        Files.writeString(
                file, JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
