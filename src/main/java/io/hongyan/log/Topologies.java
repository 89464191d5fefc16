package io.hongyan.log;

import io.hongyan.infra.Dispatch;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.streams.conversation.ConversationTopology;
import io.hongyan.streams.engine.StreamsEngine;
import io.hongyan.streams.engine.StreamsProperties;
import io.hongyan.streams.fanout.Audience;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.mailbox.MailboxOwner;
import io.hongyan.streams.mailbox.MailboxTopology;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntToLongFunction;

/// Makes the engines of a node's topologies, run as its configuration says.
public final class Topologies {

    private final KafkaConfiguration kafka;
    private final StreamsProperties properties;

    public Topologies(KafkaConfiguration kafka, NodeConfiguration node) {
        this.kafka = kafka;
        this.properties = new StreamsProperties(
                kafka.clientProperties(),
                node.name(),
                node.address(),
                node.data().resolve("streams"),
                kafka.commitInterval().toJavaDuration(),
                kafka.replication());
    }

    /// What orders conversations; `known` and `fanout` as in [ConversationTopology#create].
    public StreamsEngine conversations(IntToLongFunction known, Function<Audience, FanoutMode> fanout) {
        return new StreamsEngine(
                ConversationTopology.create(kafka.partitions(), known, fanout),
                properties.of(ConversationTopology.APPLICATION, kafka.conversationThreads(), linger(kafka.dispatch())));
    }

    /// What keeps mailboxes; `owner` hears of those that this node has.
    public StreamsEngine mailboxes(MailboxOwner owner) {
        return new StreamsEngine(
                MailboxTopology.create(owner),
                properties.of(MailboxTopology.APPLICATION, kafka.mailboxThreads(), StreamsProperties.UNTIL_COMMIT));
    }

    /// What is read before it is committed mustn't wait for the commit to be written.
    private static Duration linger(Dispatch dispatch) {
        return switch (dispatch) {
            case EARLY -> Duration.ofMillis(2);
            case COMMITTED -> StreamsProperties.UNTIL_COMMIT;
        };
    }
}
