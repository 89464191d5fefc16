package io.hongyan.notification;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the members of a group that is read from its timeline told of messages that mention all of them: no mailbox
/// says that, but the log does. One job for each group goes through its members, some each second, whatever number of
/// such messages comes: so others are told in between.
final class MentionedAll {

    private static final Logger log = LoggerFactory.getLogger(MentionedAll.class);

    private static final String NAME = "notification-all";

    /// How many are looked after at once, before the next ones a second later.
    static final int PAGE = 200;

    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Predicate<ConversationId> inReadMode;
    private final Recipients recipients;
    private final NotificationRepository repository;
    private final Backoff backoff;
    private final Supplier<SchedulerClient> jobs;
    private final Clock clock;
    private final Task<Round> task;

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
        this.task = Tasks.custom(NAME, Round.class)
                .onFailure((done, job) -> job.reschedule(
                        done, backoff.next(clock.instant(), done.getExecution().consecutiveFailures + 1)))
                .execute((instance, _) -> instance.getId().equals(name(instance.getData()))
                        ? next(instance.getData())
                        : handOver(instance.getData()));
    }

    Task<Round> task() {
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
        repository.mention(sent.conversation(), sent.seq(), sent.actor());
        Round round = Round.of(sent.conversation());
        if (!isScheduled(round)) {
            jobs.get().scheduleIfNotExists(instance(name(round) + "/" + sent.seq(), round), nextTime());
        }
    }

    /// Sees to it that the group's job looks for its newest message again. A job that is being done may have looked
    /// already: then this is false.
    private boolean isScheduled(Round round) {
        return jobs.get().scheduleIfNotExists(instance(name(round), round), nextTime())
                || jobs.get()
                        .getScheduledExecution(TaskInstanceId.of(NAME, name(round)))
                        .filter(job -> !job.isPicked())
                        .isPresent();
    }

    private static TaskInstance<Round> instance(String id, Round round) {
        return new TaskInstance<>(NAME, id, round);
    }

    private static String name(Round round) {
        return Long.toString(round.conversation());
    }

    private Instant nextTime() {
        return clock.instant().plus(PAUSE);
    }

    /// A job behind the group's own tells nobody itself: there is one at a time who does.
    private CompletionHandler<Round> handOver(Round round) {
        return isScheduled(round) ? (_, job) -> job.stop() : (done, job) -> job.reschedule(done, nextTime());
    }

    /// Those after whom it went on last who haven't read the newest message, nor muted the group.
    private CompletionHandler<Round> next(Round before) {
        ConversationId conversation = new ConversationId(before.conversation());
        NotificationRepository.Mention mention =
                repository.findMention(conversation).orElse(null);
        if (mention == null) {
            return (_, job) -> job.stop();
        }
        Round round = before.about(mention.seq());
        List<UserId> page = repository.mentioned(
                conversation, mention.seq(), mention.sender(), mention.othersSeq(), round.after(), round.to(), PAGE);
        Map<UserId, Recipients.Found> found = new LinkedHashMap<>();
        page.forEach(user -> found.put(user, new Recipients.Found(0, round.conversation() + "-" + round.seq())));
        recipients.tell(found);
        Round rest = round.after(page, PAGE);
        if (rest == null) {
            repository.forgetMention(conversation, round.seq());
            return (_, job) -> job.stop();
        }
        return (done, job) -> job.reschedule(done, nextTime(), rest);
    }
}
