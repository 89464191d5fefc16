package io.hongyan.relation.graph;

import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/// Brings Neo4j's constraints and indexes up to date as soon as it is there; nothing that carries messages waits.
public final class GraphSchema implements Managed {

    /// In `migrations/neo4j`, in this order; each may be applied again.
    static final List<String> FILES = List.of("001-relations.cypher");

    private static final Logger log = LoggerFactory.getLogger(GraphSchema.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// How long a Neo4j that is started beside the server may take without a word in the log.
    private static final Duration STARTING = Duration.ofMinutes(2);

    private final Graph graph;
    private final Map<String, Map<String, Object>> firstQuestions;
    private final Thread thread = Thread.ofVirtual().name("graph-schema").unstarted(this::keepTrying);

    public GraphSchema(Graph graph) {
        this(graph, Map.of());
    }

    /// `firstQuestions`, statements with their parameters, are asked before anybody else may ask: a Neo4j that has just
    /// started takes seconds to plan one, and all who ask first would wait that long.
    public GraphSchema(Graph graph, Map<String, Map<String, Object>> firstQuestions) {
        this.graph = graph;
        this.firstQuestions = Map.copyOf(firstQuestions);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    /// Applies all files now.
    ///
    /// @throws Neo4jException if Neo4j isn't there, or refuses one
    public void apply() {
        FILES.stream()
                .flatMap(file -> statements(file).stream())
                .forEach(statement -> graph.define(statement, Map.of()));
        graph.define("CALL db.awaitIndexes(300)", Map.of());
        firstQuestions.forEach(graph::define);
        graph.laidOut();
    }

    private void keepTrying() {
        long begun = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                apply();
                return;
            } catch (RuntimeException notYet) {
                boolean isStarting = System.nanoTime() - begun < STARTING.toNanos();
                if (!isStarting) {
                    graph.waits(notYet);
                }
                log.debug("Neo4j's constraints wait for it", notYet);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static List<String> statements(String file) {
        try (InputStream text =
                requireNonNull(GraphSchema.class.getResourceAsStream("/migrations/neo4j/" + file), file)) {
            String statements = new String(text.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("//"))
                    .collect(Collectors.joining("\n"));
            return Arrays.stream(statements.split(";\n?"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
