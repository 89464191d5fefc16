package io.hongyan.rebuild;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Progress;
import io.hongyan.log.LogScan;
import io.hongyan.projection.Membership;
import io.hongyan.projection.Reprojection;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChangelogs;
import io.hongyan.streams.mailbox.Total;
import io.hongyan.sync.inbox.InboxRebuild;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Jdbi;

/// Makes the views anew from what Kafka has: timelines, conversations and members in PostgreSQL, inboxes in Redis.
///
/// The server may run meanwhile. What Kafka doesn't keep any more stays as it is. Where it was interrupted it goes on.
public final class ProjectionRebuild {

    private static final int TOGETHER = 2_000;

    private final KafkaConfiguration kafka;
    private final Jdbi jdbi;
    private final Reprojection reprojection;
    private final InboxRebuild inboxes;

    public ProjectionRebuild(KafkaConfiguration kafka, Jdbi jdbi, Reprojection reprojection, InboxRebuild inboxes) {
        this.kafka = kafka;
        this.jdbi = jdbi;
        this.reprojection = reprojection;
        this.inboxes = inboxes;
    }

    /// Rebuilds all of it.
    ///
    /// @throws io.hongyan.infra.StartFailure if another rebuild runs
    public void run(Progress progress) {
        try (RebuildLock _ = RebuildLock.take(jdbi)) {
            ProgressRepository repository = jdbi.onDemand(ProgressRepository.class);
            Resumable timelines = new Resumable(repository, "timelines");
            List<String> topics = List.of(Topics.SUMMARIES.name(), Topics.EVENTS.name());
            try (LogScan log = scan(topics)) {
                timelines.read(log, "timelines", progress, reprojection::write);
            }
            reprojection.writeHeads();
            writeMembers(progress);
            Resumable references = new Resumable(repository, "inboxes");
            try (LogScan log = scan(List.of(Topics.MAILBOXES.name()))) {
                references.read(log, "inboxes", progress, inboxes::append);
            }
            inboxes.replace();
            timelines.finish();
            references.finish();
        }
    }

    private LogScan scan(List<String> topics) {
        return new LogScan(kafka, LogScan.partitions(topics, kafka.partitions()));
    }

    /// Members as the mailboxes have them. The totals are read first, so that a row never claims a position beyond what
    /// is in it: what the projector writes later is newer then.
    private void writeMembers(Progress progress) {
        Map<UserId, Long> positions = new HashMap<>();
        try (LogScan totals = scan(List.of(MailboxChangelogs.TOTALS))) {
            totals.read("totals", progress, record -> {
                Total total = record.value() == null ? Total.EMPTY : MailboxChangelogs.total(record.value());
                positions.put(MailboxChangelogs.user(record.key()), total.position());
            });
        }
        List<Membership> together = new ArrayList<>();
        try (LogScan sessions = scan(List.of(MailboxChangelogs.SESSIONS))) {
            sessions.read("members", progress, record -> {
                add(record, positions, together);
                if (together.size() >= TOGETHER) {
                    reprojection.writeMembers(together);
                    together.clear();
                }
            });
        }
        reprojection.writeMembers(together);
    }

    private static void add(
            ConsumerRecord<byte[], byte[]> record, Map<UserId, Long> positions, List<Membership> together) {
        UserId user = MailboxChangelogs.user(record.key());
        Long position = positions.get(user);
        if (record.value() != null && position != null) {
            together.add(new Membership(
                    user,
                    MailboxChangelogs.conversation(record.key()),
                    position,
                    MailboxChangelogs.session(record.value())));
        }
    }
}
