package io.hongyan.notification;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import io.hongyan.streams.mailbox.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds whom to tell: whoever got a message that they haven't read, in a conversation that isn't muted, and has no
/// device connected.
final class Recipients {

    private static final Logger log = LoggerFactory.getLogger(Recipients.class);

    private final Function<Collection<UserId>, Set<UserId>> connected;
    private final Supplier<SchedulerClient> jobs;
    private final Duration delay;
    private final Clock clock;

    /// `connected` says which of these have a device connected. The others are told after `delay`, so that what comes
    /// together is told together.
    Recipients(
            Function<Collection<UserId>, Set<UserId>> connected,
            Supplier<SchedulerClient> jobs,
            Duration delay,
            Clock clock) {
        this.connected = connected;
        this.jobs = jobs;
        this.delay = delay;
        this.clock = clock;
    }

    /// What somebody is to be told of: the change of their mailbox up to `position`, and where it was found.
    record Found(long position, String place) {}

    /// Looks through records of `mailboxes`. Doing it again does no harm.
    ///
    /// @throws RuntimeException whatever Redis and PostgreSQL throw while they are away
    void look(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        Map<UserId, Found> found = new LinkedHashMap<>();
        records.forEach(record -> gather(record, found));
        tell(found);
    }

    /// Has those told who are away. Doing it again does no harm.
    ///
    /// @throws RuntimeException whatever Redis and PostgreSQL throw while they are away
    void tell(Map<UserId, Found> found) {
        if (found.isEmpty()) {
            return;
        }
        Set<UserId> away = new HashSet<>(found.keySet());
        away.removeAll(connected.apply(found.keySet()));
        Instant at = clock.instant().plus(delay);
        found.forEach((user, change) -> {
            if (away.contains(user)) {
                Notifying.Wake wake = new Notifying.Wake(UUID.randomUUID().toString(), user.value(), change.position());
                Notifying.schedule(jobs.get(), wake, change.place(), at);
            }
        });
    }

    private static void gather(ConsumerRecord<byte[], byte[]> record, Map<UserId, Found> found) {
        try {
            MailboxChanges changes = Topics.MAILBOXES.require(record.headers(), record.value());
            if (changes.cause() != Cause.ENTRY) {
                return;
            }
            for (MailboxChange change : changes.changes()) {
                Session session = change.session();
                if (session != null && !session.muted() && session.endsUnread()) {
                    found.put(
                            change.user(),
                            new Found(change.total().position(), record.partition() + "-" + record.offset()));
                }
            }
        } catch (SerializationException e) {
            log.error(
                    "{}-{} offset {} can't be read, and nobody is told of it: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }
}
