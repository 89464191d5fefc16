package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.hongyan.account.Enrollment;
import io.hongyan.importing.Importer;
import io.hongyan.infra.ProgressBars;
import io.hongyan.infra.Snowflake;
import io.hongyan.infra.StartFailure;
import io.hongyan.log.TopicLayout;
import io.hongyan.log.TopicRepository;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.hongyan.standalone.EnginesCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.neo4j.driver.exceptions.Neo4jException;

/// `hongyan import`: brings users, contacts and groups from files in, while the server runs or not.
final class ImportCommand extends EnginesCommand<HongyanConfiguration> {

    /// The number in the ids that an import makes; no node has it.
    private static final int NUMBER = Snowflake.NODES - 1;

    /// For 500 contacts together.
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final PrintStream out;
    private final Clock clock;

    ImportCommand(PrintStream out, Clock clock) {
        super(
                "import",
                "Brings users, contacts and groups from CSV and JSON files in",
                HongyanConfiguration.class,
                out);
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("files").metavar("FILE").nargs("+").help("CSV and JSON files, in any order");
        parser.addArgument("--config").dest("file").metavar("FILE").help("the configuration that names the engines");
        parser.addArgument("--data")
                .metavar("DIR")
                .setDefault("./data")
                .help("or the data folder of a standalone server, running or not");
    }

    @Override
    protected boolean asksNeo4j() {
        return true;
    }

    @Override
    protected void run(HongyanConfiguration configuration, Environment environment, Namespace arguments)
            throws InterruptedException {
        List<Path> files =
                arguments.<String>getList("files").stream().map(Path::of).toList();
        Connections connections = Connections.open(configuration, environment);
        new TopicLayout(connections.kafka(), connections.jdbi().onDemand(TopicRepository.class)).ensure();
        Graph graph = new Graph(connections.neo4j(), TIMEOUT, new SimpleMeterRegistry());
        Snowflake ids = new Snowflake(clock, NUMBER);
        try {
            connections.awaitNeo4j();
            new GraphSchema(graph).apply();
            Importer.Base base = new Importer.Base(
                    Enrollment.of(configuration.accounts(), connections.jdbi(), ids, environment, clock),
                    connections.jdbi(),
                    graph,
                    connections.kafka(),
                    configuration.fanout().policy(),
                    ids::next,
                    environment.getValidator(),
                    clock);
            if (new Importer(base, ProgressBars.onTerminal(), out).run(files) > 0) {
                throw new StartFailure("Some lines were rejected; the others have been taken in.");
            }
        } catch (Neo4jException away) {
            throw new StartFailure("Neo4j can't be asked: " + away.getMessage(), away);
        }
    }
}
