package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.hongyan.infra.ProgressBars;
import io.hongyan.infra.StartFailure;
import io.hongyan.relation.bench.GraphBench;
import io.hongyan.standalone.EnginesCommand;
import java.io.PrintStream;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.neo4j.driver.exceptions.Neo4jException;

/// `hongyan bench graph`: how long the questions of the relation chain take on a generated graph.
final class GraphBenchCommand extends EnginesCommand<HongyanConfiguration> {

    private final PrintStream out;

    GraphBenchCommand(PrintStream out) {
        super("bench-graph", "Measures the relation chain on a generated graph", HongyanConfiguration.class, out);
        this.out = out;
    }

    @Override
    public void configure(Subparser parser) {
        super.configure(parser);
        parser.addArgument("--people")
                .metavar("N")
                .type(Integer.class)
                .setDefault(100_000)
                .help("how many people; all follow one of them");
        parser.addArgument("--relations")
                .metavar("N")
                .type(Long.class)
                .setDefault(5_000_000L)
                .help("how many relations, about");
        parser.addArgument("--questions")
                .metavar("N")
                .type(Integer.class)
                .setDefault(2_000)
                .help("how often each question is asked");
    }

    @Override
    protected boolean asksNeo4j() {
        return true;
    }

    @Override
    protected void run(HongyanConfiguration configuration, Environment environment, Namespace arguments)
            throws InterruptedException {
        GraphBench.Size size = new GraphBench.Size(
                arguments.getInt("people"), arguments.getLong("relations"), arguments.getInt("questions"));
        if (size.people() < 100 || size.relations() < size.people() || size.questions() < 10) {
            throw new StartFailure("There must be 100 people, as many relations as people, and 10 questions at least.");
        }
        Connections connections = Connections.open(configuration, environment);
        try {
            connections.awaitNeo4j();
            new GraphBench(connections.neo4j(), connections.jdbi(), ProgressBars.onTerminal(), out).run(size);
        } catch (Neo4jException away) {
            throw new StartFailure("Neo4j can't be asked: " + away.getMessage(), away);
        }
    }
}
