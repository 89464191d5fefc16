package io.hongyan;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.hongyan.infra.StartFailure;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.Neo4jException;

/// `graph migrate config.yml`: brings Neo4j's constraints and indexes up to date, as the server does when it starts.
final class GraphCommand extends ConfiguredCommand<HongyanConfiguration> {

    private final PrintStream out;

    GraphCommand(PrintStream out) {
        super("graph", "Bring Neo4j's constraints and indexes up to date");
        this.out = out;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("action").choices("migrate").help("what to do: migrate");
        super.configure(parser);
    }

    @Override
    public void onError(Cli cli, Namespace arguments, Throwable failure) {
        StartFailure.sentence(failure)
                .ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, arguments, failure));
    }

    @Override
    protected void run(
            Bootstrap<HongyanConfiguration> bootstrap, Namespace arguments, HongyanConfiguration configuration)
            throws Exception {
        Environment environment = new Environment("hongyan");
        try (Driver driver = configuration.neo4j().build(environment)) {
            Graph graph =
                    new Graph(driver, configuration.relations().timeout().toJavaDuration(), new SimpleMeterRegistry());
            new GraphSchema(graph).apply();
            out.println("Neo4j's constraints and indexes are up to date.");
        } catch (Neo4jException e) {
            throw new StartFailure("Neo4j can't be brought up to date: " + e.getMessage(), e);
        }
    }
}
