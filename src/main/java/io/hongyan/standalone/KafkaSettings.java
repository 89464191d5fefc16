package io.hongyan.standalone;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;

/// How the one Kafka node is configured, whole or as its controller alone, and how its clients reach it.
///
/// @param port where clients reach the broker
record KafkaSettings(int port, int controllerPort, String password) {

    static final String USER = "hongyan";
    static final int NODE = 1;

    /// How long a client waits for an answer, in milliseconds, before it asks again.
    private static final int TIMEOUT = 2_000;

    static final String LOGGING = """
            Configuration:
              status: error
              Appenders:
                Console:
                  name: out
                  PatternLayout:
                    pattern: "%d{yyyy-MM-dd HH:mm:ss.SSS'Z'}{UTC} %-5p %c{1} %m%n"
              Loggers:
                Root:
                  level: info
                  AppenderRef:
                    ref: out
            """;

    /// A broker that is its own controller, with its data in `log`.
    String broker(Path log) {
        return """
                process.roles=broker,controller
                listeners=CLIENT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=CLIENT://127.0.0.1:%1$d
                inter.broker.listener.name=CLIENT
                sasl.mechanism.inter.broker.protocol=PLAIN
                listener.name.client.plain.sasl.jaas.config=%3$s
                # In one process neither can be there without the other; a pause of both is no reason to give up leading.
                broker.session.timeout.ms=600000
                auto.create.topics.enable=false
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
                # The cleaner takes it from the heap at the start; the default of 128 MB is for topics of a hundred times.
                log.cleaner.dedupe.buffer.size=16777216
                # A transaction often begins while the one before it is still being completed. The broker waits for
                # that, looking often: a refusal costs the producer a round, and every batch behind it another.
                add.partitions.to.txn.retry.backoff.ms=2
                add.partitions.to.txn.retry.backoff.max.ms=2000
                """.formatted(port, controllerPort, logins()) + node(log);
    }

    /// The controller of that node without its broker.
    String controller(Path log) {
        return """
                process.roles=controller
                listeners=CONTROLLER://127.0.0.1:%d
                """.formatted(controllerPort) + node(log);
    }

    /// What it is in its cluster, whatever part of that it plays.
    private String node(Path log) {
        return """
                node.id=%1$d
                controller.quorum.voters=%1$d@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
                sasl.enabled.mechanisms=PLAIN
                sasl.mechanism.controller.protocol=PLAIN
                listener.name.controller.plain.sasl.jaas.config=%3$s
                log.dirs=%4$s
                """.formatted(NODE, controllerPort, logins(), escaped(log));
    }

    /// Java's property files are ISO 8859-1, and a backslash in them escapes.
    private static String escaped(Path path) {
        StringBuilder escaped = new StringBuilder();
        for (char character : path.toString().toCharArray()) {
            if (character == '\\') {
                escaped.append("\\\\");
            } else if (character < ' ' || character > '~') {
                escaped.append("\\u%04x".formatted((int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    /// How it logs in elsewhere, and whom it lets in.
    private String logins() {
        return "%s user_%s=\"%s\";".formatted(login(), USER, password);
    }

    private String login() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\""
                .formatted(USER, password);
    }

    /// For clients of the broker.
    Map<String, Object> client() {
        return client(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, port);
    }

    /// For clients of the controller.
    Map<String, Object> controllerClient() {
        return client(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controllerPort);
    }

    private Map<String, Object> client(String bootstrap, int asked) {
        return Map.of(
                bootstrap,
                "127.0.0.1:" + asked,
                AdminClientConfig.SECURITY_PROTOCOL_CONFIG,
                "SASL_PLAINTEXT",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT,
                SaslConfigs.SASL_MECHANISM,
                "PLAIN",
                SaslConfigs.SASL_JAAS_CONFIG,
                login() + ";");
    }
}
