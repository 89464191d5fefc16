package io.hongyan.verify;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Progress;
import io.hongyan.log.LogScan;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.MembershipChange;
import io.hongyan.streams.conversation.Recorded;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.Mark;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What the log says of some users, as far back as Kafka keeps it. Used by one thread.
final class Logged implements AutoCloseable {

    /// A user's place in a conversation.
    private record Place(UserId user, ConversationId conversation) {}

    private final Predicate<UserId> wanted;
    private final ToLongFunction<ConversationId> floor;
    private final LogScan scan;
    private final Map<ConversationId, Timeline> timelines = new HashMap<>();

    /// Conversations of which Kafka keeps the first entry, and so everybody who ever was in them.
    private final Set<ConversationId> whole = new HashSet<>();

    private final Map<ConversationId, Map<UserId, Membership>> memberships = new HashMap<>();
    private final Map<UserId, Set<ConversationId>> places = new HashMap<>();
    private final Map<Place, MarkHistory> marks = new HashMap<>();

    /// The time of the first mark that is kept, by partition, where earlier ones aren't.
    private final Map<Integer, Long> marksSince = new HashMap<>();

    /// @param floor up to which entry nobody needs to know of a conversation
    Logged(KafkaConfiguration kafka, Predicate<UserId> wanted, ToLongFunction<ConversationId> floor) {
        this.wanted = wanted;
        this.floor = floor;
        this.scan = new LogScan(
                kafka, LogScan.partitions(List.of(Topics.EVENTS.name(), Topics.MARKS.name()), kafka.partitions()));
    }

    /// Takes in what was committed up to now.
    void catchUp(Progress progress) {
        scan.read("log", progress, this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.MARKS.name())) {
            Mark mark = Topics.MARKS.read(record.headers(), record.value());
            if (scan.begin(new TopicPartition(record.topic(), record.partition())) > 0) {
                marksSince.putIfAbsent(record.partition(), record.timestamp());
            }
            if (mark != null && wanted.test(mark.user())) {
                marks.computeIfAbsent(new Place(mark.user(), mark.conversation()), _ -> new MarkHistory())
                        .add(mark, record.timestamp());
            }
            return;
        }
        Recorded recorded = Topics.EVENTS.require(record.headers(), record.value());
        if (recorded instanceof Event event) {
            take(event);
        }
    }

    private void take(Event event) {
        if (event.seq() == 1) {
            whole.add(event.conversation());
        }
        long above = floor.applyAsLong(event.conversation());
        Timeline timeline =
                timelines.computeIfAbsent(event.conversation(), _ -> new Timeline(Math.max(event.seq(), above + 1)));
        timeline.reaches(event.seq());
        if (event instanceof Event.MessageSent message && message.seq() > above) {
            timeline.message(message.seq(), message.actor(), message.content().mentions());
        }
        if (event instanceof Event.MessageRecalled recall && recall.target().seq() > above) {
            timeline.recalled(recall.target().seq(), recall.seq());
        }
        Map<UserId, Membership> members = memberships.computeIfAbsent(event.conversation(), _ -> new HashMap<>());
        if (event instanceof Event.Dissolved) {
            members.values().stream()
                    .filter(membership -> membership.joinedSeq(event.seq()) > 0)
                    .forEach(membership -> membership.gone(event.seq(), event.at()));
        }
        event.memberships().stream()
                .filter(change -> wanted.test(change.user()))
                .forEach(change -> {
                    Membership membership = members.computeIfAbsent(change.user(), _ -> new Membership());
                    places.computeIfAbsent(change.user(), _ -> new HashSet<>()).add(event.conversation());
                    if (change instanceof MembershipChange.Joined) {
                        membership.joined(event.seq(), event.at());
                    } else if (change instanceof MembershipChange.Gone) {
                        membership.gone(event.seq(), event.at());
                    }
                });
    }

    @Nullable
    Timeline timeline(ConversationId conversation) {
        return timelines.get(conversation);
    }

    /// When somebody came and went; null where Kafka doesn't keep all of that, or they never were in.
    @Nullable
    Membership membership(UserId user, ConversationId conversation) {
        return memberships.getOrDefault(conversation, Map.of()).get(user);
    }

    /// Whether Kafka keeps the conversation from its first entry on.
    boolean isWhole(ConversationId conversation) {
        return whole.contains(conversation);
    }

    /// The conversations that a user came into or went out of.
    Set<ConversationId> conversations(UserId user) {
        return Set.copyOf(places.getOrDefault(user, Set.of()));
    }

    /// Everybody who came into a conversation.
    Set<UserId> users() {
        return Set.copyOf(places.keySet());
    }

    /// The marks of a user; null where Kafka doesn't keep all that they made since `time`.
    @Nullable
    MarkHistory marksSince(UserId user, ConversationId conversation, int partition, long time) {
        return time < marksSince.getOrDefault(partition, Long.MIN_VALUE)
                ? null
                : marks.getOrDefault(new Place(user, conversation), new MarkHistory());
    }

    /// Where each conversation stands.
    Map<ConversationId, Long> heads() {
        Map<ConversationId, Long> heads = new HashMap<>();
        timelines.forEach((conversation, timeline) -> heads.put(conversation, timeline.headSeq()));
        return heads;
    }

    @Override
    public void close() {
        scan.close();
    }
}
