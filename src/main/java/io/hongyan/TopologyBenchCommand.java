package io.hongyan;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.hongyan.infra.ProgressBars;
import io.hongyan.infra.StartFailure;
import io.hongyan.log.bench.TopologyBench;
import io.hongyan.standalone.ConfigurationFile;
import io.hongyan.standalone.ScratchKafka;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/// `hongyan bench topology`: how many messages the two topologies carry with nothing else of the server, on a Kafka of
/// their own.
final class TopologyBenchCommand extends Command {

    private final PrintStream out;
    private final Clock clock;

    TopologyBenchCommand(PrintStream out, Clock clock) {
        super("bench-topology", "Measures the two topologies with nothing else of the server");
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("--data")
                .metavar("DIR")
                .setDefault(System.getProperty("java.io.tmpdir"))
                .help("below which folder its Kafka has one of its own, which goes afterwards: that of a server that"
                        + " runs may be taken, to use the same disk");
        number(parser, "--users", 200, "how many, in pairs");
        number(parser, "--messages", 150_000, "direct messages that wait in the log, to be carried at once");
        number(parser, "--warm-ups", 2, "how often all that is carried at once is carried before it counts");
        parser.addArgument("--rate")
                .metavar("R,R,…")
                .setDefault("1000,5000,9000")
                .help("direct messages a second, a phase each");
        number(parser, "--duration", 20, "the seconds of a phase with a rate");
        number(parser, "--members", 500, "of the group");
        number(parser, "--group-messages", 12_000, "messages into the group that wait in the log");
    }

    private static void number(Subparser parser, String name, int otherwise, String help) {
        parser.addArgument(name)
                .metavar("N")
                .type(Integer.class)
                .setDefault(otherwise)
                .help(help);
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace arguments) throws Exception {
        TopologyBench.Size size = new TopologyBench.Size(
                arguments.getInt("users"),
                arguments.getInt("messages"),
                arguments.getInt("warm_ups"),
                rates(arguments.getString("rate")),
                arguments.getInt("duration"),
                arguments.getInt("members"),
                arguments.getInt("group_messages"));
        try (ScratchKafka kafka = ScratchKafka.start(Path.of(arguments.getString("data")), out)) {
            HongyanConfiguration configuration =
                    ConfigurationFile.packaged(bootstrap, HongyanConfiguration.class, kafka.settings());
            // As the server's: without it Kafka Streams warns of its own choices at each start.
            configuration
                    .getLoggingFactory()
                    .configure(
                            bootstrap.getMetricRegistry(),
                            bootstrap.getApplication().getName());
            new TopologyBench(
                            configuration.kafka(),
                            configuration.node(),
                            kafka.process(),
                            ProgressBars.onTerminal(),
                            out,
                            clock)
                    .run(size);
        }
    }

    private static List<Integer> rates(String list) {
        try {
            return Stream.of(list.split(",", -1))
                    .filter(rate -> !rate.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new StartFailure("Rates are whole numbers separated by commas, not " + list + ".", e);
        }
    }

    @Override
    public void onError(Cli cli, Namespace arguments, Throwable failure) {
        StartFailure.sentence(failure)
                .ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, arguments, failure));
    }
}
