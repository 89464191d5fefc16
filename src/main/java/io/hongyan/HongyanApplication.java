package io.hongyan;

import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.PooledDataSourceFactory;
import io.dropwizard.migrations.MigrationsBundle;
import io.hongyan.bench.BenchCommand;
import io.hongyan.demo.DemoCommand;
import io.hongyan.infra.Json;
import io.hongyan.infra.Schema;
import io.hongyan.standalone.LauncherPipe;
import io.hongyan.standalone.StandaloneCommand;
import java.time.Clock;

/// The program: its commands, and what the server is made of.
public final class HongyanApplication extends Application<HongyanConfiguration> {

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
        Json.configure(bootstrap.getObjectMapper());
        bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
                bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(false)));
        bootstrap.addCommand(new StandaloneCommand<>(this, System.out));
        bootstrap.addCommand(new DemoCommand(System.out, Clock.systemUTC()));
        bootstrap.addCommand(new BenchCommand(System.out, Clock.systemUTC()));
        bootstrap.addBundle(new Migrations());
    }

    @Override
    public void run(HongyanConfiguration configuration, Environment environment) {
        Connections connections = Connections.open(configuration, environment);
        Services services = Services.assemble(configuration, connections, environment, Clock.systemUTC());
        Endpoints.register(configuration, services, environment);
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
