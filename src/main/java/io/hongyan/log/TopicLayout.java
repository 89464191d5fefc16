package io.hongyan.log;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.StartFailure;
import io.hongyan.streams.conversation.ConversationChangelogs;
import io.hongyan.streams.conversation.ConversationTopology;
import io.hongyan.streams.engine.Changelogs;
import io.hongyan.streams.engine.NumberingException;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxTopology;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

/// Makes the topics, and refuses those that aren't the ones this installation has always had.
public final class TopicLayout {

    /// The topics in which Kafka Streams keeps the state of both topologies; it makes them itself.
    static final List<String> CHANGELOGS = Stream.concat(
                    ConversationTopology.CHANGELOGS.stream(), MailboxTopology.CHANGELOGS.stream())
            .toList();

    /// What an operator can do when topics are gone.
    private static final String LOST =
            NumberingException.REMEDY + ", or make its state anew from PostgreSQL with `hongyan rebuild state`";

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration PROPAGATION = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final KafkaConfiguration kafka;
    private final TopicRepository known;

    public TopicLayout(KafkaConfiguration kafka, TopicRepository known) {
        this.kafka = kafka;
        this.known = known;
    }

    /// Creates the topics that don't exist, and checks all against what PostgreSQL remembers.
    ///
    /// @throws NumberingException if a topic was lost, made anew, or has another number of partitions
    /// @throws StartFailure if Kafka can't be reached
    public void ensure() {
        ask(admin -> {
            requireTransactionVersion(admin);
            Map<String, TopicRepository.Known> remembered =
                    known.all().stream().collect(Collectors.toMap(TopicRepository.Known::name, topic -> topic));
            Set<String> existing = admin.listTopics().names().get();
            List<String> missing = missing(existing, Topics.NAMES);
            missing.forEach(name -> requireForgotten(name, remembered));
            List<String> missingChangelogs = missing(existing, CHANGELOGS);
            missingChangelogs.forEach(name -> requireForgotten(name, remembered));
            create(admin, missing);
            List<String> present = Stream.concat(Topics.NAMES.stream(), CHANGELOGS.stream())
                    .filter(name -> !missingChangelogs.contains(name))
                    .toList();
            describe(admin, present).forEach(topic -> check(topic, remembered.get(topic.name())));
        });
    }

    /// Makes all topics anew, those of the state too, and answers their ids as one text. PostgreSQL goes on to remember
    /// those that are lost, until the new ones [take their place][#adopt].
    ///
    /// @throws StartFailure if Kafka still has one of the topics that PostgreSQL remembers
    public String renew() {
        ask(admin -> {
            requireTransactionVersion(admin);
            List<String> all = allNames();
            Set<String> existing = admin.listTopics().names().get();
            List<String> left = all.stream().filter(existing::contains).toList();
            Map<String, String> remembered = known.all().stream()
                    .collect(Collectors.toMap(TopicRepository.Known::name, TopicRepository.Known::id));
            for (TopicDescription topic : describe(admin, left)) {
                if (topic.topicId().toString().equals(remembered.get(topic.name()))) {
                    throw new StartFailure("Kafka has the topic " + topic.name()
                            + " that PostgreSQL remembers: its state is rebuilt only where all of it is lost.");
                }
            }
            admin.deleteTopics(left).all().get();
            awaitGone(admin, left);
            create(admin, all);
            describe(admin, all);
        });
        return ids();
    }

    /// The ids of the topics that are there, as one text.
    public String ids() {
        StringBuilder ids = new StringBuilder();
        ask(admin -> {
            Set<String> existing = admin.listTopics().names().get();
            List<String> present =
                    allNames().stream().filter(existing::contains).toList();
            describe(admin, present).stream()
                    .map(topic -> topic.name() + " " + topic.topicId())
                    .sorted()
                    .forEach(topic -> ids.append(topic).append('\n'));
        });
        return ids.toString();
    }

    /// Has `repository` remember the topics that are there instead of those it does.
    public void adopt(TopicRepository repository) {
        ask(admin -> {
            Collection<TopicDescription> present = describe(admin, allNames());
            repository.forgetAll();
            present.forEach(topic -> repository.remember(
                    topic.name(), topic.topicId().toString(), topic.partitions().size()));
        });
    }

    private static List<String> allNames() {
        return Stream.concat(Topics.NAMES.stream(), CHANGELOGS.stream()).toList();
    }

    private static void awaitGone(Admin admin, List<String> names) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + PROPAGATION.toNanos();
        while (System.nanoTime() < deadline
                && names.stream().anyMatch(admin.listTopics().names().get()::contains)) {
            Thread.sleep(PAUSE);
        }
    }

    /// Remembers the topics in which Kafka Streams keeps the state, once it has made them: it would make a lost one
    /// anew, empty, and say nothing.
    public void rememberChangelogs() {
        Set<String> remembered =
                known.all().stream().map(TopicRepository.Known::name).collect(Collectors.toSet());
        if (remembered.containsAll(CHANGELOGS)) {
            return;
        }
        ask(admin -> {
            Set<String> existing = admin.listTopics().names().get();
            describe(admin, CHANGELOGS.stream().filter(existing::contains).toList())
                    .forEach(this::remember);
        });
    }

    private void ask(Question question) {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            question.ask(admin);
        } catch (ExecutionException e) {
            Throwable cause = requireNonNullElse(e.getCause(), e);
            throw new StartFailure("Kafka's topics can't be laid out: " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while laying out Kafka's topics", e);
        }
    }

    private interface Question {
        void ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private static List<String> missing(Set<String> existing, List<String> names) {
        return names.stream().filter(name -> !existing.contains(name)).toList();
    }

    private static void requireTransactionVersion(Admin admin) throws ExecutionException, InterruptedException {
        var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
        var transactions = features.get("transaction.version");
        if (transactions == null || transactions.maxVersionLevel() < 2) {
            throw new StartFailure("Kafka's feature transaction.version is below 2, and exactly-once needs it: "
                    + "run `kafka-features.sh upgrade --feature transaction.version=2`");
        }
    }

    private static void requireForgotten(String name, Map<String, TopicRepository.Known> remembered) {
        if (remembered.containsKey(name)) {
            throw new NumberingException("Kafka has lost the topic " + name + ", which PostgreSQL remembers: " + LOST);
        }
    }

    private void create(Admin admin, List<String> names) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(name, kafka.partitions(), kafka.replication()).configs(settings(name)))
                .toList();
        try {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            // Another node that starts at the same time was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /// The topics of these names; a broker hears of new ones a moment after they were made.
    private static Collection<TopicDescription> describe(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + PROPAGATION.toNanos();
        while (true) {
            try {
                return admin.describeTopics(names).allTopicNames().get().values();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private void remember(TopicDescription topic) {
        known.remember(
                topic.name(), topic.topicId().toString(), topic.partitions().size());
    }

    /// What a topic is made with. Where there are copies, one more than the leader's has a record before it is
    /// acknowledged.
    Map<String, String> settings(String name) {
        Map<String, String> settings = new HashMap<>(kept(name));
        settings.put(MIN_IN_SYNC_REPLICAS_CONFIG, kafka.replication() > 1 ? "2" : "1");
        return Map.copyOf(settings);
    }

    /// A gateway's clock must not move stream time, so the broker stamps what gateways append.
    private Map<String, String> kept(String name) {
        return switch (name) {
            case "commands", "marks" ->
                Map.of(RETENTION_MS_CONFIG, millis(WEEK), MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
            case "events" ->
                Map.of(RETENTION_MS_CONFIG, millis(kafka.eventRetention().toJavaDuration()));
            case "outcomes" ->
                Map.of(
                        RETENTION_MS_CONFIG,
                        millis(Duration.ofHours(1)),
                        SEGMENT_MS_CONFIG,
                        millis(Duration.ofHours(1)));
            case "summaries" -> Map.of(CLEANUP_POLICY_CONFIG, "compact", SEGMENT_BYTES_CONFIG, "16777216");
            default -> CHANGELOGS.contains(name) ? changelog(name) : Map.of(RETENTION_MS_CONFIG, millis(WEEK));
        };
    }

    /// As Kafka Streams makes them, where they are made for it.
    private static Map<String, String> changelog(String name) {
        Map<String, String> settings = new HashMap<>(Changelogs.SETTINGS);
        boolean window = name.equals(ConversationChangelogs.SENT) || name.equals(ConversationChangelogs.RECALLS);
        settings.put(CLEANUP_POLICY_CONFIG, window ? "compact,delete" : "compact");
        if (window) {
            settings.put(RETENTION_MS_CONFIG, Long.toString(ConversationChangelogs.WINDOW_MS));
        }
        return settings;
    }

    private void check(TopicDescription topic, TopicRepository.@Nullable Known remembered) {
        if (topic.partitions().size() != kafka.partitions()) {
            throw new NumberingException("the topic " + topic.name() + " has "
                    + topic.partitions().size() + " partitions and the configuration says " + kafka.partitions()
                    + ": kafka.partitions is fixed for life, set it back");
        }
        String id = topic.topicId().toString();
        if (remembered == null) {
            remember(topic);
        } else if (!remembered.id().equals(id)) {
            throw new NumberingException("the topic " + topic.name() + " is not the one PostgreSQL remembers: " + LOST);
        }
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
