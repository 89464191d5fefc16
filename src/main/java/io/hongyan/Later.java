package io.hongyan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.health.Dependency;
import io.hongyan.health.Dependency.Need;
import io.hongyan.infra.Jobs;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.notification.NotificationConfiguration;
import io.hongyan.notification.NotificationFeature;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import static java.util.Objects.requireNonNull;

/// What is done later than when somebody asks for it: notifications, throwing away media that nobody has sent and what
/// else is over, and the ends of changes that were begun.
///
/// @param parts to be started once Kafka is there
/// @param dependencies what it needs, for `/ready`
record Later(List<Managed> parts, List<Dependency> dependencies) {

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    /// How late a job may begin, where people wait for some.
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration LEISURELY = Duration.ofSeconds(30);

    static Later assemble(
            HongyanConfiguration configuration,
            Connections connections,
            Messaging messaging,
            ConversationFeature conversation,
            RecurringTask<Void> relationChore,
            ObjectMapper json,
            MeterRegistry metrics,
            Clock clock) {
        NotificationConfiguration notification = configuration.notification();
        ConversationViews views = notification.preview()
                ? messaging.conversations()
                : new ConversationViews(messaging.mailboxes(), messaging.summaries(), _ -> Map.of());
        AtomicReference<SchedulerClient> client = new AtomicReference<>();
        NotificationFeature notifications = NotificationFeature.assemble(
                notification,
                new NotificationFeature.Base(
                        connections.kafka(),
                        configuration.node(),
                        connections.redis(),
                        connections.jdbi(),
                        messaging.mailboxes(),
                        messaging.summaries(),
                        views,
                        json,
                        metrics,
                        clock),
                () -> requireNonNull(client.get(), "jobs aren't there yet"));
        List<RecurringTask<?>> chores = List.of(
                Jobs.recurring("sweep-media", SWEEP_EVERY, messaging.media().sweep()),
                Jobs.recurring("sweep-links", SWEEP_EVERY, conversation.expiredLinks()::sweep),
                relationChore);
        Jobs jobs = new Jobs(
                connections.dataSource(),
                configuration.node().name(),
                notification.threads(),
                notification.isOn() ? SOON : LEISURELY,
                notifications.tasks(),
                Stream.concat(chores.stream(), notifications.chores().stream()).toList());
        client.set(jobs.client());
        return new Later(
                Stream.concat(Stream.of(messaging.media().scratch(), jobs), notifications.parts().stream())
                        .toList(),
                notifications.checks().stream()
                        .map(check -> new Dependency("notifications", Need.FOR_MORE, check::run))
                        .toList());
    }
}
