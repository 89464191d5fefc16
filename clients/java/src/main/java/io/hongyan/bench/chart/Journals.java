package io.hongyan.bench.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Reads what benchmarks have kept.
final class Journals {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> lines = new ArrayList<>();

    static Journals read(Path file) throws IOException {
        Journals journals = new Journals();
        for (String line : Files.readAllLines(file)) {
            journals.lines.add(JSON.readTree(line));
        }
        return journals;
    }

    /// The lines of a benchmark, of those with the same `key` the latest.
    Collection<JsonNode> latest(String bench, Function<JsonNode, String> key) {
        Map<String, JsonNode> latest = new LinkedHashMap<>();
        for (JsonNode line : lines) {
            if (line.path("bench").asText().equals(bench)) {
                latest.put(key.apply(line), line);
            }
        }
        return latest.values();
    }
}
