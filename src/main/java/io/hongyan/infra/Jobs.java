package io.hongyan.infra;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/// What is to be done later, kept in PostgreSQL: by one node at a time, and by another where that one dies.
public final class Jobs implements Managed {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final Scheduler scheduler;

    /// `polled` is how late a job may begin; `recurring` are done again and again.
    public Jobs(
            DataSource dataSource,
            String node,
            int threads,
            Duration polled,
            List<Task<?>> tasks,
            List<RecurringTask<?>> recurring) {
        this.scheduler = Scheduler.create(dataSource, tasks)
                .startTasks(recurring)
                .schedulerName(new SchedulerName.Fixed(node))
                .serializer(new JacksonSerializer())
                .threads(threads)
                .pollingInterval(polled)
                .pollUsingLockAndFetch(0.5, 1.0)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(STOPPING)
                // Whoever has a job says what its failing means.
                .failureLogging(LogLevel.DEBUG, false)
                .build();
    }

    /// Something that is done `every` so often, and is tried again then where it failed.
    public static RecurringTask<Void> recurring(String name, Duration every, Runnable chore) {
        return Tasks.recurring(name, FixedDelay.of(every)).execute((_, _) -> chore.run());
    }

    /// Where jobs are added.
    public SchedulerClient client() {
        return scheduler;
    }

    @Override
    public void start() {
        scheduler.start();
    }

    @Override
    public void stop() {
        scheduler.stop();
    }
}
