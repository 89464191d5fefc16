package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.conversation.RecentMembers;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.LimitsConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.infra.SharedKey;
import io.hongyan.infra.Snowflake;
import io.hongyan.log.EventFeed;
import io.hongyan.log.Log;
import io.hongyan.log.MailboxFeed;
import io.hongyan.log.Pipeline;
import io.hongyan.log.Refusals;
import io.hongyan.log.SummaryMoves;
import io.hongyan.log.SummaryTable;
import io.hongyan.log.TopicLayout;
import io.hongyan.log.TopicRepository;
import io.hongyan.log.Topologies;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Marks;
import io.hongyan.mailbox.Summaries;
import io.hongyan.mailbox.neighbour.Neighbours;
import io.hongyan.media.MediaFeature;
import io.hongyan.message.Contents;
import io.hongyan.message.MessageMetrics;
import io.hongyan.message.MessageService;
import io.hongyan.message.RelationDoor;
import io.hongyan.message.SendLimit;
import io.hongyan.message.history.History;
import io.hongyan.message.history.HistoryConfiguration;
import io.hongyan.message.history.Tail;
import io.hongyan.message.history.TailUpkeep;
import io.hongyan.projection.ProjectedOffsets;
import io.hongyan.relation.permission.Permissions;
import io.hongyan.streams.conversation.ConversationTopology;
import io.hongyan.streams.engine.StreamsEngine;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxTopology;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What carries messages: the log, this node's views of it, and the topologies that decide.
///
/// @param parts what has to be started, in this order, once Kafka is there
record Messaging(
        List<Managed> parts,
        Log log,
        SummaryTable table,
        EventFeed events,
        MailboxFeed mailboxChanges,
        Pipeline pipeline,
        Tail tail,
        RecentMembers members,
        History history,
        MailboxView mailboxes,
        Neighbours neighbours,
        Summaries summaries,
        SummaryMoves moves,
        ConversationViews conversations,
        Marks marks,
        Refusals refusals,
        Contents contents,
        SendLimit limit,
        RelationDoor relations,
        MediaFeature media,
        MessageService messages) {

    static Messaging assemble(
            HongyanConfiguration configuration,
            Connections connections,
            Log log,
            Permissions permissions,
            Snowflake ids,
            MeterRegistry metrics,
            Environment environment,
            Clock clock) {
        KafkaConfiguration kafka = connections.kafka();
        SummaryTable table = new SummaryTable(kafka);
        MailboxFeed mailboxChanges = new MailboxFeed(kafka, log);
        Tail tail = tail(configuration.history());
        RecentMembers members = new RecentMembers(connections.jdbi());
        EventFeed events = events(kafka, log, tail, members);
        History history = new History(tail, connections.jdbi(), clock);
        ProjectedOffsets projected = new ProjectedOffsets(connections.jdbi(), kafka.partitions());
        Summaries summaries = new Summaries(table::find);
        Neighbours neighbours = neighbours(connections, metrics, clock);
        MailboxView mailboxes = new MailboxView(kafka.partitions(), summaries::sharedHead, neighbours::find);
        mailboxChanges.listen(mailboxes);
        table.listen(summaries::changed);
        table.listen(summary -> mailboxes.wakeMembers(summary.conversation()));
        Refusals refusals = new Refusals((user, conversation) -> isMember(mailboxes, user, conversation));
        MediaFeature.Views views = new MediaFeature.Views(mailboxes, summaries, history::head);
        MediaFeature media = media(configuration, connections, views, environment, ids, clock);
        Contents contents = new Contents(environment.getObjectMapper(), media.door());
        SendLimit limit = sendLimit(configuration.limits());
        RelationDoor relations = new RelationDoor(permissions, summaries::findPeer);
        Pipeline pipeline =
                pipeline(configuration, connections, table, mailboxChanges, events, tail, projected, mailboxes);
        neighbours.follow(partition -> owner(pipeline, configuration.node(), partition));
        exportLag(pipeline, metrics);
        TailUpkeep upkeep =
                new TailUpkeep(List.of(() -> tail.confirmed(projected.nextCommands()), members::forgetStored));
        return new Messaging(
                List.of(log, upkeep, pipeline),
                log,
                table,
                events,
                mailboxChanges,
                pipeline,
                tail,
                members,
                history,
                mailboxes,
                neighbours,
                summaries,
                table.moves(),
                new ConversationViews(mailboxes, summaries, history::previews),
                new Marks(mailboxes, history::reach, log::append),
                refusals,
                contents,
                limit,
                relations,
                media,
                new MessageService(
                        contents,
                        limit,
                        ids,
                        log,
                        history::findSent,
                        relations,
                        media.door(),
                        refusals,
                        new MessageMetrics(metrics),
                        clock));
    }

    private static MediaFeature media(
            HongyanConfiguration configuration,
            Connections connections,
            MediaFeature.Views views,
            Environment environment,
            Snowflake ids,
            Clock clock) {
        return MediaFeature.assemble(
                configuration.media(),
                configuration.node().data(),
                views,
                connections.jdbi(),
                environment.getObjectMapper(),
                ids,
                clock);
    }

    /// The views hear first, so that whoever is answered finds what the answer is about.
    private static EventFeed events(KafkaConfiguration kafka, Log log, Tail tail, RecentMembers members) {
        EventFeed events = new EventFeed(kafka, log);
        events.listen(tail);
        events.listen(members);
        return events;
    }

    private static Pipeline pipeline(
            HongyanConfiguration configuration,
            Connections connections,
            SummaryTable table,
            MailboxFeed mailboxChanges,
            EventFeed events,
            Tail tail,
            ProjectedOffsets projected,
            MailboxView mailboxes) {
        return new Pipeline(
                new TopicLayout(connections.kafka(), connections.jdbi().onDemand(TopicRepository.class)),
                table,
                mailboxChanges,
                events,
                projected::nextEvents,
                tail::caughtUp,
                () -> engines(configuration, mailboxes, projected.lastCommands()));
    }

    private static Tail tail(HistoryConfiguration history) {
        return new Tail(history.tailKept().toBytes(), history.tailLimit().toBytes());
    }

    private static SendLimit sendLimit(LimitsConfiguration limits) {
        return new SendLimit(limits.sendsPerSecond(), limits.sendsAtOnce());
    }

    /// Whether this node takes them for a member; not where it can't tell, as then nothing may be let out.
    private static boolean isMember(MailboxView mailboxes, UserId user, ConversationId conversation) {
        try {
            return mailboxes
                    .of(user)
                    .find(conversation)
                    .filter(session -> !session.left())
                    .isPresent();
        } catch (HongyanException unknown) {
            return false;
        }
    }

    private static void exportLag(Pipeline pipeline, MeterRegistry metrics) {
        for (String application : List.of(ConversationTopology.APPLICATION, MailboxTopology.APPLICATION)) {
            Gauge.builder("hongyan.streams.lag", pipeline, started -> lag(started, application))
                    .description("Records that a topology of this node hasn't read yet")
                    .tag("application", application)
                    .register(metrics);
        }
    }

    private static Neighbours neighbours(Connections connections, MeterRegistry metrics, Clock clock) {
        return new Neighbours(
                connections.kafka().partitions(), SharedKey.load(connections.jdbi(), "nodes"), metrics, clock);
    }

    /// Where the other node is that keeps the mailboxes of a partition.
    private static Optional<URI> owner(Pipeline pipeline, NodeConfiguration self, int partition) {
        return pipeline.engines().stream()
                .filter(engine -> engine.application().equals(MailboxTopology.APPLICATION))
                .flatMap(engine -> engine.ownerOf(Topics.DELIVERIES.name(), partition).stream())
                .map(host -> host.host() + ":" + host.port())
                .filter(address -> !address.equals(self.address()))
                .map(address -> URI.create("http://" + address))
                .findFirst();
    }

    private static double lag(Pipeline pipeline, String application) {
        return pipeline.engines().stream()
                .filter(engine -> engine.application().equals(application))
                .mapToDouble(StreamsEngine::lag)
                .sum();
    }

    /// @param known the highest offset of `commands` that PostgreSQL has the events of, by partition
    private static List<StreamsEngine> engines(
            HongyanConfiguration configuration, MailboxView mailboxes, Map<Integer, Long> known) {
        Topologies topologies = new Topologies(configuration.kafka(), configuration.node());
        return List.of(
                topologies.conversations(
                        partition -> known.getOrDefault(partition, -1L),
                        configuration.fanout().policy()::decide),
                topologies.mailboxes(mailboxes));
    }
}
