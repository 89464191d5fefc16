package io.hongyan;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.infra.KafkaConfiguration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/// Kafka, as `/ready` asks for it. Thread-safe.
final class Broker implements Managed {

    private static final int TIMEOUT = 2_000;

    private final Map<String, Object> properties;
    private @Nullable Admin admin;

    Broker(KafkaConfiguration kafka) {
        properties = kafka.clientProperties();
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "hongyan-readiness");
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT);
    }

    /// Returns if Kafka answers.
    void ping() throws ExecutionException, InterruptedException {
        admin().describeCluster().nodes().get();
    }

    /// It looks for Kafka as soon as it is made, so it is made when it is first needed.
    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(properties);
        }
        return admin;
    }

    @Override
    public synchronized void stop() {
        if (admin != null) {
            admin.close();
        }
    }
}
