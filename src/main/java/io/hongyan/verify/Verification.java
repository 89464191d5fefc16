package io.hongyan.verify;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Progress;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Mailboxes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Compares the mailboxes of everybody, or of one user, with what the log and PostgreSQL come to.
///
/// It may run while people talk: mailboxes, log and PostgreSQL are then read at moments of their own, so whoever seems
/// to differ is looked at again, until they don't or `patience` is over. Only what is different every time is drift.
public final class Verification {

    /// How many users are compared with PostgreSQL at once.
    private static final int TOGETHER = 500;

    /// How long PostgreSQL is given to come to where the mailboxes were.
    static final Duration PAUSE = Duration.ofMillis(1_500);

    private final KafkaConfiguration kafka;
    private final Jdbi jdbi;
    private final Duration patience;

    public Verification(KafkaConfiguration kafka, Jdbi jdbi, Duration patience) {
        this.kafka = kafka;
        this.jdbi = jdbi;
        this.patience = patience;
    }

    /// Verifies the mailbox of `only`, or of everybody for null.
    public Report run(@Nullable UserId only, Progress progress) throws InterruptedException {
        Predicate<UserId> wanted = user -> only == null || only.equals(user);
        try (StoredMailboxes mailboxes = new StoredMailboxes(kafka, only == null ? null : partition(only), wanted)) {
            mailboxes.catchUp(progress);
            Map<ConversationId, Long> floors = floors(mailboxes);
            long others = only == null ? 0 : Long.MAX_VALUE - 1;
            try (Logged log = new Logged(kafka, wanted, conversation -> floors.getOrDefault(conversation, others))) {
                log.catchUp(progress);
                return new Rounds(mailboxes, log, floors, progress).run(users(mailboxes, log, only));
            }
        }
    }

    private Set<UserId> users(StoredMailboxes mailboxes, Logged log, @Nullable UserId only) {
        if (only != null) {
            return Set.of(only);
        }
        Set<UserId> users = new HashSet<>(mailboxes.users());
        users.addAll(log.users());
        users.addAll(Stored.users(jdbi));
        return users;
    }

    private int partition(UserId user) {
        return Mailboxes.partition(user, kafka.partitions());
    }

    /// Up to which entry everybody has read each conversation.
    private static Map<ConversationId, Long> floors(StoredMailboxes mailboxes) {
        Map<ConversationId, Long> floors = new HashMap<>();
        for (UserId user : mailboxes.users()) {
            mailboxes.sessions(user).forEach((conversation, session) -> {
                if (!session.left()) {
                    floors.merge(conversation, session.readSeq(), Math::min);
                }
            });
        }
        return floors;
    }

    private final class Rounds {

        private final StoredMailboxes mailboxes;
        private final Logged log;
        private final Map<ConversationId, Long> floors;
        private final Map<ConversationId, Long> due;
        private final Progress progress;
        private int conversations;
        private int storedOnly;

        Rounds(StoredMailboxes mailboxes, Logged log, Map<ConversationId, Long> floors, Progress progress) {
            this.mailboxes = mailboxes;
            this.log = log;
            this.floors = floors;
            this.due = log.heads();
            this.progress = progress;
        }

        Report run(Set<UserId> users) throws InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            Map<UserId, List<Difference>> open = compare(users, progress);
            int all = conversations;
            int unkept = storedOnly;
            Map<UserId, List<Difference>> lasting = open;
            while (!open.isEmpty() && System.nanoTime() < deadline) {
                mailboxes.catchUp(Progress.UNSEEN);
                log.catchUp(Progress.UNSEEN);
                Thread.sleep(PAUSE);
                open = compare(open.keySet(), Progress.UNSEEN);
                lasting = lasting(lasting, open);
            }
            List<Difference> drift =
                    lasting.values().stream().flatMap(List::stream).toList();
            long unsettled =
                    open.keySet().stream().filter(user -> !lasting(user, drift)).count();
            return new Report(users.size(), all, Math.toIntExact(unsettled), unkept, drift);
        }

        private Map<UserId, List<Difference>> compare(Set<UserId> users, Progress progress) {
            conversations = 0;
            storedOnly = 0;
            Map<UserId, List<Difference>> different = new HashMap<>();
            List<UserId> order = users.stream()
                    .sorted((one, other) -> Long.compare(one.value(), other.value()))
                    .toList();
            progress.begin("comparing", order.size());
            for (int from = 0; from < order.size(); from += TOGETHER) {
                List<UserId> some = order.subList(from, Math.min(order.size(), from + TOGETHER));
                compare(some, different);
                progress.advance(some.size());
            }
            progress.end();
            return different;
        }

        private void compare(List<UserId> users, Map<UserId, List<Difference>> different) {
            Map<ConversationId, Long> wanted = new HashMap<>();
            users.forEach(user -> mailboxes.sessions(user).forEach((conversation, session) -> {
                if (!session.left()) {
                    wanted.put(conversation, floors.getOrDefault(conversation, 0L));
                }
            }));
            Comparison comparison =
                    new Comparison(mailboxes, log, Stored.of(jdbi, users, wanted), due, Verification.this::partition);
            for (UserId user : users) {
                Comparison.Outcome outcome = comparison.compare(user);
                conversations += outcome.conversations();
                storedOnly += outcome.storedOnly();
                if (!outcome.differences().isEmpty()) {
                    different.put(user, outcome.differences());
                }
            }
        }

        /// Of the differences that were there every time so far, those that are there again, as they are now.
        private static Map<UserId, List<Difference>> lasting(
                Map<UserId, List<Difference>> before, Map<UserId, List<Difference>> now) {
            Map<UserId, List<Difference>> lasting = new HashMap<>();
            now.forEach((user, differences) -> {
                List<Difference> known = before.getOrDefault(user, List.of());
                List<Difference> again = new ArrayList<>(differences);
                again.removeIf(difference -> known.stream().noneMatch(difference::lasts));
                if (!again.isEmpty()) {
                    lasting.put(user, again);
                }
            });
            return lasting;
        }

        private static boolean lasting(UserId user, List<Difference> drift) {
            return drift.stream().anyMatch(difference -> difference.user().equals(user));
        }
    }
}
