package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.jdbi3.JdbiFactory;
import io.hongyan.infra.IdArguments;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Schema;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;
import redis.clients.jedis.RedisClient;

/// What talks to the engines: opened once, closed with the server.
record Connections(DataSource dataSource, Jdbi jdbi, RedisClient redis, Driver neo4j, KafkaConfiguration kafka) {

    private static final Duration NEO4J_STARTS = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);

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

    /// Waits until Neo4j serves, for a command that can't do without: it takes far longer to start than the others.
    ///
    /// @throws Neo4jException if it doesn't in time, or doesn't take the password
    void awaitNeo4j() throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            try {
                neo4j.verifyConnectivity();
                return;
            } catch (SecurityException refused) {
                throw refused;
            } catch (Neo4jException starting) {
                if (System.nanoTime() - begin > NEO4J_STARTS.toNanos()) {
                    throw starting;
                }
                Thread.sleep(POLL);
            }
        }
    }
}
