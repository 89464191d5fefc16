package io.hongyan.infra;

import io.dropwizard.util.Duration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
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

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Override
    public String toString() {
        return "KafkaConfiguration[" + bootstrap + "]";
    }
}
