package io.hongyan.notification;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the members of a group that is read from its timeline told of a message that mentions all of them: no mailbox
/// says that, but the log does. A job goes through them, some each second, so that others are told in between.
final class MentionedAll {

    private static final Logger log = LoggerFactory.getLogger(MentionedAll.class);

    private static final String NAME = "notification-all";

    /// How many are looked after at once, before the next ones a second later.
    private static final int PAGE = 200;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Predicate<ConversationId> inReadMode;
    private final Recipients recipients;
    private final NotificationRepository repository;
    private final Backoff backoff;
    private final Supplier<SchedulerClient> jobs;
    private final Clock clock;
    private final Task<Call> task;

    /// A message that mentions all, and how far its members were gone through.
    record Call(long conversation, long seq, long sender, long after) {}

    MentionedAll(
            Predicate<ConversationId> inReadMode,
            Recipients recipients,
            NotificationRepository repository,
            Backoff backoff,
            Supplier<SchedulerClient> jobs,
            Clock clock) {
        this.inReadMode = inReadMode;
        this.recipients = recipients;
        this.repository = repository;
        this.backoff = backoff;
        this.jobs = jobs;
        this.clock = clock;
        this.task = Tasks.custom(NAME, Call.class)
                .onFailure((done, job) -> job.reschedule(
                        done, backoff.next(clock.instant(), done.getExecution().consecutiveFailures + 1)))
                .execute((instance, _) -> next(instance.getData()));
    }

    Task<Call> task() {
        return task;
    }

    /// Looks through records of `events`. Doing it again does no harm.
    ///
    /// @throws RuntimeException whatever PostgreSQL throws while it is away
    void look(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                if (Topics.EVENTS.require(record.headers(), record.value()) instanceof Event.MessageSent sent
                        && sent.content().mentions().everybody()
                        && inReadMode.test(sent.conversation())) {
                    schedule(sent);
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

    private void schedule(Event.MessageSent sent) {
        Call call =
                new Call(sent.conversation().value(), sent.seq(), sent.actor().value(), 0);
        jobs.get()
                .scheduleIfNotExists(
                        new TaskInstance<>(NAME, call.conversation() + "/" + call.seq(), call),
                        clock.instant().plus(PAUSE));
    }

    /// Those after whom it went on last who haven't read the message, nor muted the group.
    private CompletionHandler<Call> next(Call call) {
        List<UserId> page = repository.mentioned(
                new ConversationId(call.conversation()), call.seq(), new UserId(call.sender()), call.after(), PAGE);
        Map<UserId, Recipients.Found> found = new LinkedHashMap<>();
        page.forEach(user -> found.put(user, new Recipients.Found(0, call.conversation() + "-" + call.seq())));
        recipients.tell(found);
        if (page.size() < PAGE) {
            return (_, job) -> job.stop();
        }
        Call rest = new Call(
                call.conversation(), call.seq(), call.sender(), page.getLast().value());
        return (done, job) -> job.reschedule(done, clock.instant().plus(PAUSE), rest);
    }
}
