package io.hongyan.verify;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Progress;
import io.hongyan.log.LogScan;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChangelogs;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The committed mailboxes of some users, read from where the mailbox topology keeps them. Used by one thread.
final class StoredMailboxes implements AutoCloseable {

    private final Predicate<UserId> wanted;
    private final LogScan scan;
    private final Map<UserId, Map<ConversationId, Session>> sessions = new HashMap<>();
    private final Map<UserId, Total> totals = new HashMap<>();
    private final Map<ConversationId, Summary> summaries = new HashMap<>();

    /// @param partition that of the mailboxes, null for all
    StoredMailboxes(KafkaConfiguration kafka, @Nullable Integer partition, Predicate<UserId> wanted) {
        this.wanted = wanted;
        List<String> changelogs = List.of(MailboxChangelogs.SESSIONS, MailboxChangelogs.TOTALS);
        Stream<TopicPartition> stores = LogScan.partitions(changelogs, kafka.partitions()).stream()
                .filter(kept -> partition == null || kept.partition() == partition);
        Stream<TopicPartition> heads =
                LogScan.partitions(List.of(Topics.SUMMARIES.name()), kafka.partitions()).stream();
        scan = new LogScan(kafka, Stream.concat(stores, heads).toList());
    }

    /// Takes in what was committed up to now.
    void catchUp(Progress progress) {
        scan.read("mailboxes", progress, this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.SUMMARIES.name())) {
            if (record.value() != null) {
                Summary summary = Topics.SUMMARIES.require(record.headers(), record.value());
                summaries.merge(
                        summary.conversation(), summary, (known, next) -> next.isNewerThan(known) ? next : known);
            }
            return;
        }
        UserId user = MailboxChangelogs.user(record.key());
        if (!wanted.test(user)) {
            return;
        }
        if (record.topic().equals(MailboxChangelogs.TOTALS)) {
            totals.compute(user, (_, _) -> record.value() == null ? null : MailboxChangelogs.total(record.value()));
        } else {
            ConversationId conversation = MailboxChangelogs.conversation(record.key());
            sessions.computeIfAbsent(user, _ -> new HashMap<>())
                    .compute(
                            conversation,
                            (_, _) -> record.value() == null ? null : MailboxChangelogs.session(record.value()));
        }
    }

    /// Everybody who has a mailbox.
    Set<UserId> users() {
        return Set.copyOf(totals.keySet());
    }

    /// The conversations that a user is or was in.
    Map<ConversationId, Session> sessions(UserId user) {
        return Map.copyOf(sessions.getOrDefault(user, Map.of()));
    }

    Total total(UserId user) {
        return totals.getOrDefault(user, Total.EMPTY);
    }

    /// What the readers of a conversation in read mode share.
    @Nullable
    SharedHead shared(ConversationId conversation) {
        Summary summary = summaries.get(conversation);
        return summary == null ? null : summary.fanout().shared();
    }

    @Override
    public void close() {
        scan.close();
    }
}
