package io.hongyan.infra;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.util.Duration;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/// How Neo4j is reached.
public record Neo4jConfiguration(
        @NotEmpty String url,
        @NotNull String user,
        @NotNull String password,
        @NotNull Duration timeout) {

    /// After how long without a question a connection is tried before it carries one: Neo4j may have been started anew.
    private static final long IDLE_SECONDS = 1;

    /// A driver, closed with the server. Neo4j needn't be there yet: nothing that carries messages waits for it.
    public Driver build(Environment environment) {
        Config config = Config.builder()
                .withConnectionTimeout(timeout.toMilliseconds(), TimeUnit.MILLISECONDS)
                .withConnectionAcquisitionTimeout(timeout.toMilliseconds(), TimeUnit.MILLISECONDS)
                .withConnectionLivenessCheckTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
                .withMaxTransactionRetryTime(timeout.toMilliseconds(), TimeUnit.MILLISECONDS)
                .build();
        Driver driver = GraphDatabase.driver(url, AuthTokens.basic(user, password), config);
        environment.lifecycle().manage(new AutoCloseableManager(driver));
        return driver;
    }

    @Override
    public String toString() {
        return "Neo4jConfiguration[" + url + "]";
    }
}
