package io.hongyan.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.infra.Jobs;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.presence.Connected;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.log.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import redis.clients.jedis.RedisClient;

/// Everything about notifications, put together.
///
/// @param parts to be started, once Kafka is there
/// @param tasks the jobs that it has done
/// @param chores those that it has done again and again
/// @param checks throw where nobody is notified at the moment, with the reason
public record NotificationFeature(
        List<Managed> parts, List<Task<?>> tasks, List<RecurringTask<?>> chores, List<Runnable> checks) {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration EVERY = Duration.ofHours(6);

    /// What it stands on. `views` show what people see of conversations.
    public record Base(
            KafkaConfiguration kafka,
            NodeConfiguration node,
            RedisClient redis,
            Jdbi jdbi,
            MailboxView mailboxes,
            Summaries summaries,
            ConversationViews views,
            ObjectMapper json,
            MeterRegistry metrics,
            Clock clock) {}

    /// Where no webhook is configured, nothing is to be done.
    public static NotificationFeature assemble(
            NotificationConfiguration configuration, Base base, Supplier<SchedulerClient> jobs) {
        if (!configuration.isOn()) {
            return new NotificationFeature(List.of(), List.of(), List.of(), List.of());
        }
        Clock clock = base.clock();
        NotificationRepository repository = base.jdbi().onDemand(NotificationRepository.class);
        Connected connected = new Connected(base.redis(), clock);
        Backoff backoff = new Backoff(
                configuration.firstRetry().toJavaDuration(),
                configuration.lastRetry().toJavaDuration(),
                () -> ThreadLocalRandom.current().nextDouble());
        Notifying notifying = new Notifying(
                new Composer(base.mailboxes(), base.views(), repository, clock),
                connected,
                new WebhookProvider(
                        URI.create(configuration.webhook()),
                        configuration.secret(),
                        configuration.timeout().toJavaDuration(),
                        base.json(),
                        clock),
                repository,
                backoff,
                configuration.attempts(),
                new NotificationMetrics(base.metrics()),
                clock);
        Recipients recipients =
                new Recipients(connected::among, jobs, configuration.delay().toJavaDuration(), clock);
        MentionedAll mentionedAll = new MentionedAll(
                conversation -> base.summaries()
                        .find(conversation)
                        .filter(summary -> summary.fanout().mode() == FanoutMode.READ)
                        .isPresent(),
                recipients,
                repository,
                backoff,
                jobs,
                clock);
        LogReader mailboxes = new LogReader(
                base.kafka(), base.node(), "hongyan-notification", Topics.MAILBOXES.name(), recipients::look);
        LogReader events = new LogReader(
                base.kafka(), base.node(), "hongyan-notification-all", Topics.EVENTS.name(), mentionedAll::look);
        return new NotificationFeature(
                List.of(mailboxes, events),
                List.of(notifying.task(), mentionedAll.task()),
                List.of(Jobs.recurring(
                        "forget-undelivered-notifications",
                        EVERY,
                        () -> repository.forget(clock.instant().minus(KEPT)))),
                List.of(mailboxes::check, events::check));
    }
}
