package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.jdbi3.JdbiFactory;
import io.hongyan.infra.IdArguments;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Schema;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.neo4j.driver.Driver;
import redis.clients.jedis.RedisClient;

/// What talks to the engines: opened once, closed with the server.
record Connections(DataSource dataSource, Jdbi jdbi, RedisClient redis, Driver neo4j, KafkaConfiguration kafka) {

    /// Opens everything and brings PostgreSQL's schema up to date.
    static Connections open(HongyanConfiguration configuration, Environment environment) {
        ManagedDataSource dataSource = configuration.postgresql().build(environment.metrics(), "postgresql");
        Schema.migrate(dataSource);
        Jdbi jdbi = new JdbiFactory().build(environment, configuration.postgresql(), dataSource, "postgresql");
        IdArguments.install(jdbi);
        return new Connections(
                dataSource,
                jdbi,
                configuration.redis().build(environment),
                configuration.neo4j().build(environment),
                configuration.kafka());
    }
}
