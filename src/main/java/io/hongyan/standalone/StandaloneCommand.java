package io.hongyan.standalone;

import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.hongyan.infra.StartFailure;
import io.hongyan.infra.StartingEngines;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/// `standalone`: starts the engines, then the server as `server` does, with the engines' addresses and passwords.
public final class StandaloneCommand<T extends Configuration> extends Command {

    private final Application<T> application;
    private final Consumer<StartingEngines> starting;
    private final Supplier<Optional<String>> failure;
    private final PrintStream out;

    /// @param starting is told of the engines before the application runs, which has to wait for them
    /// @param failure why the server that was started will never take messages; empty while it may
    public StandaloneCommand(
            Application<T> application,
            Consumer<StartingEngines> starting,
            Supplier<Optional<String>> failure,
            PrintStream out) {
        super("standalone", "Starts everything on this machine: PostgreSQL, Kafka, Redis, Neo4j and the server");
        this.application = application;
        this.starting = starting;
        this.failure = failure;
        this.out = out;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("--data")
                .metavar("DIR")
                .setDefault("./data")
                .help("the folder of all data, logs and generated passwords");
        parser.addArgument("--port")
                .metavar("PORT")
                .type(Integer.class)
                .setDefault(8080)
                .help("where clients connect");
        parser.addArgument("--admin-port")
                .metavar("PORT")
                .type(Integer.class)
                .setDefault(8081)
                .help("health and metrics, on loopback");
        parser.addArgument("--config")
                .metavar("FILE")
                .help("a configuration to use instead of the packaged config.yml");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace arguments) throws Exception {
        int port = arguments.getInt("port");
        int adminPort = arguments.getInt("admin_port");
        @Nullable String file = arguments.getString("config");
        if (file != null && !Files.isReadable(Path.of(file))) {
            throw new StandaloneFailure("The configuration " + file + " can't be read.");
        }
        ServerPorts.ensureFree(port, adminPort);
        StandaloneEngines engines =
                StandaloneEngines.begin(Path.of(arguments.getString("data")), out, EngineName.BEFORE_SERVER);
        try {
            starting.accept(engines);
            Map<String, String> settings = new HashMap<>(engines.settings());
            settings.put("HONGYAN_PORT", Integer.toString(port));
            settings.put("HONGYAN_ADMIN_PORT", Integer.toString(adminPort));
            URI address = serve(bootstrap, engines, file, settings);
            out.printf(Locale.ROOT, "Hongyan is ready at %s after %.1f s%n", address, upSeconds());
            engines.startNeo4j();
        } catch (Exception | Error e) {
            if (engines.isClosed()) {
                // Ctrl-C: what failed did so because it is being stopped.
                throw new CancellationException("stopped while starting");
            }
            engines.closeAfter(e);
            throw e;
        }
    }

    private URI serve(
            Bootstrap<?> bootstrap, StandaloneEngines engines, @Nullable String file, Map<String, String> settings)
            throws Exception {
        bootstrap.setConfigurationSourceProvider(ConfigurationFile.substituted(
                file == null ? new ResourceConfigurationSourceProvider() : new FileConfigurationSourceProvider(),
                settings));
        Serving<T> serving = new Serving<>(application, engines, failure);
        serving.run(bootstrap, new Namespace(Map.of("file", file == null ? ConfigurationFile.PACKAGED : file)));
        return serving.awaitReady();
    }

    private static double upSeconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    }

    /// What the operator can do something about is one sentence; a stack trace is for what we did wrong.
    @Override
    public void onError(Cli cli, Namespace arguments, Throwable failure) {
        if (failure instanceof CancellationException) {
            cli.getStdErr().println("Stopped while starting.");
            return;
        }
        StartFailure.sentence(failure)
                .ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, arguments, failure));
    }
}
