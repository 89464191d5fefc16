package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.hongyan.feed.spread.Spreading;
import io.hongyan.health.Dependency;
import io.hongyan.log.Pipeline;
import io.hongyan.projection.Projector;
import io.hongyan.relation.graph.Graph;
import io.hongyan.streams.engine.StreamsEngine;
import io.hongyan.sync.inbox.InboxWriter;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

import static io.hongyan.health.Dependency.Need.FOR_MORE;
import static io.hongyan.health.Dependency.Need.TO_SEND;

/// What the server depends on, for `/ready`.
final class Dependencies {

    private Dependencies() {}

    static List<Dependency> of(
            Connections connections,
            Pipeline pipeline,
            Projector projector,
            InboxWriter inboxes,
            Graph graph,
            Spreading feed,
            Later later,
            Environment environment) {
        Broker kafka = new Broker(connections.kafka());
        environment.lifecycle().manage(kafka);
        Stream<Dependency> always = Stream.of(
                new Dependency("kafka", TO_SEND, kafka::ping),
                new Dependency("conversations", TO_SEND, () -> requireRunning(pipeline, 0)),
                new Dependency("mailboxes", FOR_MORE, () -> requireRunning(pipeline, 1)),
                new Dependency("projector", FOR_MORE, projector::check),
                new Dependency("inboxes", FOR_MORE, inboxes::check),
                new Dependency("postgresql", FOR_MORE, () -> ping(connections.jdbi())),
                new Dependency("redis", FOR_MORE, () -> connections.redis().ping()),
                new Dependency("neo4j", FOR_MORE, graph::check),
                new Dependency("neo4j-door", FOR_MORE, graph::checkDoor),
                new Dependency("feed", FOR_MORE, feed::check));
        return Stream.concat(always, later.dependencies().stream()).toList();
    }

    private static void ping(Jdbi jdbi) {
        jdbi.useHandle(handle -> handle.execute("SELECT 1"));
    }

    /// The engines are in the order of the pipeline: conversations, then mailboxes.
    private static void requireRunning(Pipeline pipeline, int engine) {
        List<StreamsEngine> engines = pipeline.engines();
        if (engines.size() <= engine) {
            throw new IllegalStateException("not started");
        }
        StreamsEngine running = engines.get(engine);
        if (!running.isRunning()) {
            throw new IllegalStateException(pipeline.failure().orElse("restoring its state"));
        }
    }
}
