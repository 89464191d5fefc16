package io.hongyan.standalone;

import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.hongyan.infra.StartFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/// A command that works with the engines themselves: those that a configuration names, or those of a data folder,
/// whether a server runs on it or not. What goes wrong is told in one sentence.
public abstract class EnginesCommand<T extends Configuration> extends Command {

    private final Class<T> type;
    private final PrintStream out;

    protected EnginesCommand(String name, String description, Class<T> type, PrintStream out) {
        super(name, description);
        this.type = type;
        this.out = out;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("file").nargs("?").help("the configuration that names the engines, instead of --data");
        parser.addArgument("--data")
                .metavar("DIR")
                .setDefault("./data")
                .help("the data folder of a standalone server, running or not");
    }

    @Override
    public final void run(Bootstrap<?> bootstrap, Namespace arguments) throws Exception {
        @Nullable String file = arguments.getString("file");
        if (file != null) {
            run(bootstrap, arguments, ConfigurationFile.read(bootstrap, type, file));
            return;
        }
        try (LentEngines engines = LentEngines.of(Path.of(arguments.getString("data")), asksNeo4j(), out)) {
            run(bootstrap, arguments, ConfigurationFile.packaged(bootstrap, type, engines.settings()));
        }
    }

    private void run(Bootstrap<?> bootstrap, Namespace arguments, T configuration) throws Exception {
        Environment environment = new Environment(
                bootstrap.getApplication().getName(),
                bootstrap.getObjectMapper(),
                bootstrap.getValidatorFactory(),
                bootstrap.getMetricRegistry(),
                bootstrap.getClassLoader(),
                bootstrap.getHealthCheckRegistry(),
                configuration);
        try {
            run(configuration, environment, arguments);
        } finally {
            stop(environment.lifecycle().getManagedObjects().reversed());
        }
    }

    /// Whether the command needs Neo4j, which takes far longer to start than the others.
    protected boolean asksNeo4j() {
        return false;
    }

    /// Does what the command is for; what it has the lifecycle manage is stopped afterwards.
    protected abstract void run(T configuration, Environment environment, Namespace arguments) throws Exception;

    private static void stop(List<LifeCycle> managed) throws Exception {
        for (LifeCycle one : managed) {
            // What was never started doesn't stop.
            one.start();
            one.stop();
        }
    }

    @Override
    public void onError(Cli cli, Namespace arguments, Throwable failure) {
        StartFailure.sentence(failure)
                .ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, arguments, failure));
    }
}
