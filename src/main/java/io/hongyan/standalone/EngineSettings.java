package io.hongyan.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// What `config.yml` takes from the environment to reach the engines of a data folder, by variable.
final class EngineSettings {

    private EngineSettings() {}

    /// @param server the folder of what the server itself keeps
    /// @param port where an engine listens for clients
    static Map<String, String> of(Credentials credentials, Path server, ToIntFunction<EngineName> port) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("HONGYAN_DATA", server.toString());
        settings.put("HONGYAN_ADMIN_PASSWORD", credentials.administrator());
        settings.put("HONGYAN_POSTGRESQL_URL", PostgresqlEngine.url(port.applyAsInt(EngineName.POSTGRESQL)));
        settings.put("HONGYAN_POSTGRESQL_USER", PostgresqlEngine.USER);
        settings.put("HONGYAN_POSTGRESQL_PASSWORD", credentials.postgresql());
        settings.put("HONGYAN_KAFKA_BOOTSTRAP", "127.0.0.1:" + port.applyAsInt(EngineName.KAFKA));
        settings.put("HONGYAN_KAFKA_USER", KafkaSettings.USER);
        settings.put("HONGYAN_KAFKA_PASSWORD", credentials.kafka());
        settings.put("HONGYAN_REDIS_HOST", "127.0.0.1");
        settings.put("HONGYAN_REDIS_PORT", Integer.toString(port.applyAsInt(EngineName.REDIS)));
        settings.put("HONGYAN_REDIS_PASSWORD", credentials.redis());
        settings.put("HONGYAN_NEO4J_URL", Neo4jEngine.url(port.applyAsInt(EngineName.NEO4J)));
        settings.put("HONGYAN_NEO4J_USER", Neo4jEngine.USER);
        settings.put("HONGYAN_NEO4J_PASSWORD", credentials.neo4j());
        return settings;
    }
}
