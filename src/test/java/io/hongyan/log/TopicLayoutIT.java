package io.hongyan.log;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.streams.engine.NumberingException;
import io.hongyan.testing.TestEngines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Tag("apart")
final class TopicLayoutIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LOST = "hongyan-conversation-conversations-changelog";

    private static TestEngines engines;

    @BeforeAll
    static void start() throws Exception {
        engines = TestEngines.start();
    }

    @AfterAll
    static void stop() throws Exception {
        engines.close();
    }

    @Test
    void aLostChangelogIsNoticedBeforeItIsMadeAnew() throws Exception {
        TopicLayout topics = new TopicLayout(engines.kafka(), engines.jdbi().onDemand(TopicRepository.class));
        topics.ensure();
        try (Admin admin = Admin.create(engines.kafka().clientProperties())) {
            create(admin, TopicLayout.CHANGELOGS);
            topics.rememberChangelogs();
            topics.ensure();

            admin.deleteTopics(List.of(LOST)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(LOST));
            assertThatThrownBy(topics::ensure)
                    .isInstanceOf(NumberingException.class)
                    .hasMessageContaining(LOST)
                    .hasMessageContaining(NumberingException.REMEDY);

            create(admin, List.of(LOST));
            assertThatThrownBy(topics::ensure)
                    .isInstanceOf(NumberingException.class)
                    .hasMessageContaining(LOST + " is not the one PostgreSQL remembers");
        }
    }

    @Test
    void acknowledgedIsWhatTwoBrokersHaveWhereThereAreCopies() {
        assertThat(settings((short) 1)).containsEntry("min.insync.replicas", "1");
        assertThat(settings((short) 3)).containsEntry("min.insync.replicas", "2");
    }

    private static Map<String, String> settings(short replication) {
        KafkaConfiguration kafka = engines.kafka();
        KafkaConfiguration replicated = new KafkaConfiguration(
                kafka.bootstrap(),
                kafka.user(),
                kafka.password(),
                kafka.partitions(),
                replication,
                kafka.eventRetention(),
                kafka.dispatch(),
                kafka.commitInterval(),
                kafka.conversationThreads(),
                kafka.mailboxThreads());
        TopicRepository known = engines.jdbi().onDemand(TopicRepository.class);
        return new TopicLayout(replicated, known).settings("events");
    }

    private static void create(Admin admin, List<String> names) throws Exception {
        admin.createTopics(names.stream()
                        .map(name -> new NewTopic(name, TestEngines.PARTITIONS, (short) 1))
                        .toList())
                .all()
                .get();
        await().atMost(PATIENCE).until(() -> admin.listTopics().names().get().containsAll(names));
    }
}
