package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.hongyan.conversation.Fanouts;
import io.hongyan.infra.Progress;
import io.hongyan.infra.ProgressBars;
import io.hongyan.log.TopicLayout;
import io.hongyan.log.TopicRepository;
import io.hongyan.projection.Reprojection;
import io.hongyan.rebuild.ProjectionRebuild;
import io.hongyan.rebuild.StateRebuild;
import io.hongyan.standalone.EnginesCommand;
import io.hongyan.sync.inbox.InboxRebuild;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jdbi.v3.core.Jdbi;

/// `hongyan rebuild`: makes anew what was lost, views from the log or the log's state from the views.
final class RebuildCommand extends EnginesCommand<HongyanConfiguration> {

    private static final String PROJECTIONS = "projections";
    private static final String STATE = "state";

    private final PrintStream out;
    private final Clock clock;

    RebuildCommand(PrintStream out, Clock clock) {
        super("rebuild", "Makes views of the log, or the state of the log, anew", HongyanConfiguration.class, out);
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("what")
                .choices(PROJECTIONS, STATE)
                .help("projections: timelines, conversations and members in PostgreSQL, and inboxes in Redis,"
                        + " from what Kafka keeps; state: after the loss of Kafka's disk, what it decided by,"
                        + " from PostgreSQL, while no server runs");
        super.configure(parser);
    }

    @Override
    protected void run(HongyanConfiguration configuration, Environment environment, Namespace arguments) {
        Connections connections = Connections.open(configuration, environment);
        Progress progress = ProgressBars.onTerminal();
        if (arguments.getString("what").equals(STATE)) {
            int epoch = state(connections).run(progress);
            out.printf(
                    Locale.ROOT,
                    "Kafka has the state that follows from PostgreSQL; mailboxes are in epoch %d.%n",
                    epoch);
        } else {
            projections(configuration, connections).run(progress);
            out.println("PostgreSQL and Redis have what Kafka keeps.");
        }
    }

    private StateRebuild state(Connections connections) {
        Jdbi jdbi = connections.jdbi();
        return new StateRebuild(
                connections.kafka(),
                new TopicLayout(connections.kafka(), jdbi.onDemand(TopicRepository.class)),
                jdbi,
                new Reprojection(jdbi, clock),
                Fanouts.audited(jdbi)::get,
                clock);
    }

    private ProjectionRebuild projections(HongyanConfiguration configuration, Connections connections) {
        return new ProjectionRebuild(
                connections.kafka(),
                connections.jdbi(),
                new Reprojection(connections.jdbi(), clock),
                new InboxRebuild(
                        connections.redis(),
                        configuration.inbox().maxLength(),
                        configuration.inbox().maxAge().toJavaDuration(),
                        clock));
    }
}
