package io.hongyan;

import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.PooledDataSourceFactory;
import io.dropwizard.migrations.MigrationsBundle;
import io.hongyan.demo.DemoCommand;
import io.hongyan.infra.Json;
import io.hongyan.infra.LocatingConfigurationFactory;
import io.hongyan.infra.NativeCode;
import io.hongyan.infra.Schema;
import io.hongyan.infra.StartFailure;
import io.hongyan.infra.StartingEngines;
import io.hongyan.log.Pipeline;
import io.hongyan.prepare.PrepareCommand;
import io.hongyan.standalone.LauncherPipe;
import io.hongyan.standalone.StandaloneCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;

/// The program: its commands, and what the server is made of.
public final class HongyanApplication extends Application<HongyanConfiguration> {

    private volatile StartingEngines engines = StartingEngines.RUNNING;
    private volatile @Nullable Pipeline pipeline;

    public static void main(String[] arguments) throws Exception {
        LauncherPipe.watch();
        new HongyanApplication().run(arguments);
    }

    @Override
    public String getName() {
        return "hongyan";
    }

    @Override
    public void initialize(Bootstrap<HongyanConfiguration> bootstrap) {
        bootstrap.setObjectMapper(Json.mapper());
        bootstrap.setConfigurationSourceProvider(
                new SubstitutingSourceProvider(HongyanApplication::open, new EnvironmentVariableSubstitutor(false)));
        LocatingConfigurationFactory.install(bootstrap);
        bootstrap.addCommand(new StandaloneCommand<>(this, starting -> engines = starting, this::failure, System.out));
        bootstrap.addCommand(new DemoCommand(System.out, Clock.systemUTC()));
        bootstrap.addCommand(new VerifyCommand(System.out));
        bootstrap.addCommand(new RebuildCommand(System.out, Clock.systemUTC()));
        bootstrap.addCommand(new PrepareCommand(System.out));
        bootstrap.addCommand(new GraphCommand(System.out));
        bootstrap.addCommand(new GraphBenchCommand(System.out));
        bootstrap.addCommand(new TopologyBenchCommand(System.out, Clock.systemUTC()));
        bootstrap.addCommand(new ImportCommand(System.out, Clock.systemUTC()));
        bootstrap.addBundle(new Migrations());
    }

    @Override
    protected void addDefaultCommands(Bootstrap<HongyanConfiguration> bootstrap) {
        bootstrap.addCommand(new Serve(this));
        bootstrap.addCommand(new CheckCommand<>(this));
    }

    @Override
    public void run(HongyanConfiguration configuration, Environment environment) throws InterruptedException {
        engines.awaitPostgresql();
        NativeCode.load();
        Connections connections = Connections.open(configuration, environment);
        Services services = Services.assemble(configuration, connections, engines, environment, Clock.systemUTC());
        Endpoints.register(configuration, services, environment);
        pipeline = services.messaging().pipeline();
    }

    /// Why this server will never take messages; empty while it may.
    private Optional<String> failure() {
        Pipeline started = pipeline;
        return started == null ? Optional.empty() : started.failure();
    }

    private static InputStream open(String file) {
        try {
            return Files.newInputStream(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new StartFailure("The configuration " + file + " can't be read.", e);
        }
    }

    /// `server`, which says what keeps it from starting without a stack trace.
    private static final class Serve extends ServerCommand<HongyanConfiguration> {

        Serve(HongyanApplication application) {
            super(application);
        }

        @Override
        public void onError(Cli cli, Namespace arguments, Throwable failure) {
            StartFailure.sentence(failure)
                    .ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, arguments, failure));
        }
    }

    private static final class Migrations extends MigrationsBundle<HongyanConfiguration> {

        @Override
        public PooledDataSourceFactory getDataSourceFactory(HongyanConfiguration configuration) {
            return configuration.postgresql();
        }

        @Override
        public String getMigrationsFileName() {
            return Schema.CHANGELOG;
        }
    }
}
