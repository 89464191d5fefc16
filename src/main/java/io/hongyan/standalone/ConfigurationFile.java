package io.hongyan.standalone;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.text.StringSubstitutor;

/// Reads the configuration of a command that works with engines.
public final class ConfigurationFile {

    /// The file that the jar carries.
    static final String PACKAGED = "config.yml";

    private ConfigurationFile() {}

    /// The one that the jar carries, for engines that are reached by `settings`.
    public static <T extends Configuration> T packaged(
            Bootstrap<?> bootstrap, Class<T> type, Map<String, String> settings)
            throws IOException, ConfigurationException {
        return read(bootstrap, type, substituted(new ResourceConfigurationSourceProvider(), settings), PACKAGED);
    }

    /// A file whose variables `settings` say, and the environment those that they don't.
    static ConfigurationSourceProvider substituted(ConfigurationSourceProvider file, Map<String, String> settings) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(settings);
        return new SubstitutingSourceProvider(file, new StringSubstitutor(variables::get));
    }

    /// One of the operator's own.
    static <T extends Configuration> T read(Bootstrap<?> bootstrap, Class<T> type, String file)
            throws IOException, ConfigurationException {
        return read(bootstrap, type, bootstrap.getConfigurationSourceProvider(), file);
    }

    @SuppressWarnings("unchecked") // The application has this configuration, and so its bootstrap's factory.
    private static <T extends Configuration> T read(
            Bootstrap<?> bootstrap, Class<T> type, ConfigurationSourceProvider provider, String file)
            throws IOException, ConfigurationException {
        return ((Bootstrap<T>) bootstrap)
                .getConfigurationFactoryFactory()
                .create(type, bootstrap.getValidatorFactory().getValidator(), bootstrap.getObjectMapper(), "dw")
                .build(provider, file);
    }
}
