package io.hongyan.standalone;

import java.util.Locale;
import java.util.Set;

/// The engines of the standalone mode, in the order in which they are stopped.
public enum EngineName {
    NEO4J("Neo4j", 1),
    REDIS("Redis", 1),
    /// Listens for clients, and for itself as its own controller.
    KAFKA("Kafka", 2),
    POSTGRESQL("PostgreSQL", 1);

    /// Neo4j comes after the server: nothing waits for it, and it takes the processors for longest.
    static final Set<EngineName> BEFORE_SERVER = Set.of(POSTGRESQL, KAFKA, REDIS);

    private final String title;
    private final int ports;

    EngineName(String title, int ports) {
        this.title = title;
        this.ports = ports;
    }

    /// How many ports it listens on; clients use the first.
    int ports() {
        return ports;
    }

    /// The name as people write it.
    String title() {
        return title;
    }

    /// The name as files and folders have it.
    String file() {
        return name().toLowerCase(Locale.ROOT);
    }
}
