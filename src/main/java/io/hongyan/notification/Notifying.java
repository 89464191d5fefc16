package io.hongyan.notification;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.hongyan.notification.PushFailure.Retry;
import io.hongyan.presence.Connected;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The job of telling one user: what there is to tell is looked up when it is done, so that there is one at a time
/// however much comes. Thread-safe.
final class Notifying {

    private static final Logger log = LoggerFactory.getLogger(Notifying.class);

    private static final String NAME = "notification";

    private final Composer composer;
    private final Connected connected;
    private final PushProvider provider;
    private final NotificationRepository repository;
    private final Backoff backoff;
    private final int attempts;
    private final NotificationMetrics metrics;
    private final Clock clock;
    private final OneTimeTask<Wake> task;

    /// What is kept of a job: the notification's id, and which change of the mailbox it has to know.
    record Wake(String id, long user, long position, int failures) {

        Wake(String id, long user, long position) {
            this(id, user, position, 0);
        }

        Wake failed() {
            return new Wake(id, user, position, failures + 1);
        }
    }

    Notifying(
            Composer composer,
            Connected connected,
            PushProvider provider,
            NotificationRepository repository,
            Backoff backoff,
            int attempts,
            NotificationMetrics metrics,
            Clock clock) {
        this.composer = composer;
        this.connected = connected;
        this.provider = provider;
        this.repository = repository;
        this.backoff = backoff;
        this.attempts = attempts;
        this.metrics = metrics;
        this.clock = clock;
        this.task = Tasks.oneTime(NAME, Wake.class)
                .onFailure(this::failed)
                .execute((instance, _) -> tell(instance.getData()));
    }

    OneTimeTask<Wake> task() {
        return task;
    }

    /// Has a user told of a change of their mailbox, unless that is about to happen. A job that is being done may have
    /// looked already: then there is another one after it, which `change` tells from others.
    static void schedule(SchedulerClient jobs, Wake wake, String change, Instant at) {
        String user = Long.toString(wake.user());
        if (jobs.scheduleIfNotExists(new TaskInstance<>(NAME, user, wake), at)) {
            return;
        }
        boolean waits = jobs.getScheduledExecution(TaskInstanceId.of(NAME, user))
                .filter(job -> !job.isPicked())
                .isPresent();
        if (!waits) {
            jobs.scheduleIfNotExists(new TaskInstance<>(NAME, user + "/" + change, wake), at);
        }
    }

    /// Nothing where a device has come, which syncs, or where all has been read.
    private void tell(Wake wake) {
        UserId user = new UserId(wake.user());
        if (connected.among(Set.of(user)).contains(user)) {
            metrics.needless();
            return;
        }
        Optional<Notification> notification = composer.compose(wake.id(), user, wake.position());
        if (notification.isEmpty()) {
            metrics.needless();
            return;
        }
        try {
            provider.push(notification.get());
            metrics.told();
        } catch (PushFailure failure) {
            throw new Failed(failure);
        }
    }

    /// A failure on its way through the scheduler.
    private static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final PushFailure failure;

        Failed(PushFailure failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /// Only what the provider does counts as an attempt; that an engine is away, or another node has the mailbox, does
    /// not.
    private void failed(ExecutionComplete done, ExecutionOperations<Wake> job) {
        PushFailure failure = done.getCause().orElse(null) instanceof Failed failed ? failed.failure : null;
        if (failure == null) {
            job.reschedule(done, backoff.next(clock.instant(), done.getExecution().consecutiveFailures + 1));
            return;
        }
        Wake wake = ((Wake) done.getExecution().taskInstance.getData()).failed();
        if (failure.retry() == Retry.LATER && wake.failures() < attempts) {
            metrics.failed();
            job.reschedule(done, backoff.next(clock.instant(), wake.failures()), wake);
        } else {
            giveUp(wake, wake.failures(), failure);
            job.stop();
        }
    }

    private void giveUp(Wake wake, int failures, PushFailure failure) {
        metrics.gaveUp();
        log.warn("User {} can't be notified after {} attempts: {}", wake.user(), failures, failure.getMessage());
        repository.giveUp(
                wake.id(), new UserId(wake.user()), failures, String.valueOf(failure.getMessage()), clock.instant());
    }
}
