package io.hongyan.rebuild;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Progress;
import io.hongyan.infra.StartFailure;
import io.hongyan.log.LogScan;
import io.hongyan.log.TopicLayout;
import io.hongyan.log.TopicRepository;
import io.hongyan.projection.Membership;
import io.hongyan.projection.Reprojection;
import io.hongyan.streams.conversation.ConversationTopology;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChangelogs;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Makes Kafka's state anew from PostgreSQL after its disk was lost: conversations, their members, and mailboxes,
/// in new topics and in a new epoch.
///
/// Nothing is trusted to be there until the last step, one transaction in which PostgreSQL takes the new topics for the
/// ones it knows. Whoever is interrupted before goes on. The server doesn't run meanwhile.
public final class StateRebuild {

    private static final String WHAT = "conversations";
    private static final int TOGETHER = 200;
    private static final int ROWS_TOGETHER = 2_000;

    private final KafkaConfiguration kafka;
    private final TopicLayout topics;
    private final Jdbi jdbi;
    private final Reprojection reprojection;
    private final Function<ConversationId, @Nullable FanoutMode> overrides;
    private final Clock clock;

    /// @param overrides an administrator's word on how a conversation is fanned out, null for none
    public StateRebuild(
            KafkaConfiguration kafka,
            TopicLayout topics,
            Jdbi jdbi,
            Reprojection reprojection,
            Function<ConversationId, @Nullable FanoutMode> overrides,
            Clock clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.jdbi = jdbi;
        this.reprojection = reprojection;
        this.overrides = overrides;
        this.clock = clock;
    }

    /// Rebuilds all of it, and answers the new epoch.
    ///
    /// @throws StartFailure if a server runs, Kafka has its topics, or another rebuild runs
    public int run(Progress progress) {
        try (RebuildLock _ = RebuildLock.take(jdbi);
                StateWriter writer = new StateWriter(kafka)) {
            requireNoServer();
            int epoch = begin();
            reprojection.writeHeads();
            writeConversations(writer, progress);
            new SentMessages(jdbi, clock).forEach(writer::write);
            writeTotals(writer, epoch, progress);
            writer.flush();
            finish(epoch);
            return epoch;
        }
    }

    private void requireNoServer() {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            boolean running = !admin.describeConsumerGroups(List.of(ConversationTopology.APPLICATION))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .members()
                    .isEmpty();
            if (running) {
                throw new StartFailure("A server is running, or ended less than a minute ago: stop it first.");
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new StartFailure("Kafka can't be asked whether a server runs: " + e.getMessage() + ".", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Goes on with the topics of a rebuild that was interrupted, or makes new ones.
    private int begin() {
        Epochs epochs = jdbi.onDemand(Epochs.class);
        Optional<Epochs.Begun> begun =
                epochs.begun().filter(open -> open.topics().equals(topics.ids()));
        if (begun.isPresent()) {
            return begun.get().epoch();
        }
        String ids = topics.renew();
        jdbi.onDemand(ProgressRepository.class).finish(WHAT);
        return epochs.begin(ids, clock.instant());
    }

    private void writeConversations(StateWriter writer, Progress progress) {
        ProgressRepository repository = jdbi.onDemand(ProgressRepository.class);
        FoundConversations conversations = new FoundConversations(jdbi);
        long after = repository.parts(WHAT).stream()
                .mapToLong(ProgressRepository.Part::position)
                .findFirst()
                .orElse(0);
        progress.begin(WHAT, conversations.count(after));
        int written = 0;
        Optional<FoundConversation> next = conversations.after(after);
        while (next.isPresent()) {
            FoundConversation found = next.get();
            writer.write(RebuiltConversation.of(found, overrides.apply(found.id())));
            after = found.id().value();
            written++;
            if (written % TOGETHER == 0) {
                remember(writer, repository, after);
            }
            progress.advance(1);
            next = conversations.after(after);
        }
        remember(writer, repository, after);
        progress.end();
    }

    private static void remember(StateWriter writer, ProgressRepository repository, long after) {
        writer.flush();
        repository.move(WHAT, List.of("id"), List.of(after), List.of(Long.MAX_VALUE));
    }

    /// Everybody's total, also of those who are in no conversation: their cursors are of another epoch too. Their rows
    /// in PostgreSQL are brought to what their mailboxes now say.
    private void writeTotals(StateWriter writer, int epoch, Progress progress) {
        Map<UserId, Total> totals = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("SELECT id FROM account UNION SELECT account FROM member")
                .mapTo(Long.class)
                .forEach(id -> totals.put(new UserId(id), Total.rebuilt(epoch, 0, 0))));
        List<Membership> rows = new ArrayList<>();
        try (LogScan sessions =
                new LogScan(kafka, LogScan.partitions(List.of(MailboxChangelogs.SESSIONS), kafka.partitions()))) {
            // A resumed rebuild may have written some twice, the same.
            Map<UserId, Map<ConversationId, Session>> all = new HashMap<>();
            sessions.read(
                    "mailboxes",
                    progress,
                    record -> all.computeIfAbsent(MailboxChangelogs.user(record.key()), _ -> new HashMap<>())
                            .put(
                                    MailboxChangelogs.conversation(record.key()),
                                    MailboxChangelogs.session(record.value())));
            all.forEach((user, theirs) -> {
                Total total = Total.rebuilt(
                        epoch,
                        theirs.values().stream()
                                .mapToLong(Session::countedUnread)
                                .sum(),
                        theirs.values().stream()
                                .mapToLong(Session::countedMentions)
                                .sum());
                totals.put(user, total);
                theirs.forEach((conversation, session) ->
                        rows.add(new Membership(user, conversation, total.position(), session)));
            });
        }
        totals.forEach(writer::write);
        for (int from = 0; from < rows.size(); from += ROWS_TOGETHER) {
            reprojection.writeMembers(rows.subList(from, Math.min(rows.size(), from + ROWS_TOGETHER)));
        }
    }

    /// From here on PostgreSQL knows the new topics, and none of their records is projected yet.
    private void finish(int epoch) {
        long first = Total.rebuilt(epoch, 0, 0).position();
        jdbi.useTransaction(handle -> {
            topics.adopt(handle.attach(TopicRepository.class));
            handle.execute("UPDATE projection SET next_offset = 0, command_offset = -1");
            handle.execute("UPDATE member SET has_left = true WHERE NOT has_left AND position < ?", first);
            handle.execute("""
                    UPDATE conversation SET seq = head.seq
                    FROM head
                    WHERE head.conversation = conversation.id AND conversation.seq > head.seq
                    """);
            makeRoom(handle, epoch);
            handle.attach(ProgressRepository.class).finish(WHAT);
            handle.attach(Epochs.class).end(epoch, clock.instant());
        });
    }

    /// The new topics count from 0 again, where older dead letters may be.
    private static void makeRoom(Handle handle, int epoch) {
        long below = -((long) epoch << 40);
        handle.execute("UPDATE dead_letter SET record_offset = record_offset + ? WHERE record_offset >= 0", below);
    }
}
