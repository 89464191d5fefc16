package io.hongyan.infra;

import io.dropwizard.util.Duration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.config.SaslConfigs;

/// How Kafka is reached, and how the topics are laid out.
///
/// `partitions` is fixed for life: a user's mailbox and a conversation's order belong to one of them.
public record KafkaConfiguration(
        @NotEmpty String bootstrap,
        @NotNull String user,
        @NotNull String password,
        @Min(1) @Max(1024) int partitions,
        @Min(1) short replication,
        @NotNull Duration eventRetention,
        @NotNull Dispatch dispatch,
        @NotNull Duration commitInterval,
        @Min(1) @Max(64) int conversationThreads,
        @Min(1) @Max(64) int mailboxThreads) {

    /// Long enough for a restart, which then takes nothing from anybody.
    private static final int SESSION_MS = 45_000;

    /// The connection properties that every client of the cluster needs; a fresh, mutable map.
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        if (!user.isEmpty()) {
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT");
            properties.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
            properties.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                            .formatted(escaped(user), escaped(password)));
        }
        return properties;
    }

    /// Those of the `number`th member that `node` has in a group; its client id is `client` and that number. Whoever
    /// reads commits the offsets, and says where to begin without one.
    public Map<String, Object> memberProperties(String group, NodeConfiguration node, String client, int number) {
        Map<String, Object> properties = clientProperties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // Static membership: a restarted node has its partitions back at once, also after kill -9.
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, number == 0 ? node.name() : node.name() + "." + number);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, client + "-" + number);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return properties;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Override
    public String toString() {
        return "KafkaConfiguration[" + bootstrap + "]";
    }
}
