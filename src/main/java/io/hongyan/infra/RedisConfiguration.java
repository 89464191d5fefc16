package io.hongyan.infra;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.util.Duration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/// How Redis is reached.
public record RedisConfiguration(
        @NotEmpty String host,
        @Min(1) @Max(65535) int port,
        @NotNull String password,
        @NotNull Duration timeout) {

    /// A call takes parts of a millisecond; who waits for a connection for longer than a call may take is sent away.
    private static final int MAX_CONNECTIONS = 32;

    /// A pooled client, closed with the server. Redis needn't be there yet: every call fails until it is.
    public RedisClient build(Environment environment) {
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis((int) timeout.toMilliseconds())
                .socketTimeoutMillis((int) timeout.toMilliseconds());
        if (!password.isEmpty()) {
            client.password(password);
        }
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(MAX_CONNECTIONS);
        pool.setMaxWait(timeout.toJavaDuration());
        RedisClient redis = RedisClient.builder()
                .hostAndPort(new HostAndPort(host, port))
                .clientConfig(client.build())
                .poolConfig(pool)
                .build();
        environment.lifecycle().manage(new AutoCloseableManager(redis));
        return redis;
    }

    @Override
    public String toString() {
        return "RedisConfiguration[" + host + ":" + port + "]";
    }
}
