package io.hongyan.infra;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.ConfigurationParsingException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.ConfigurationValidationException;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.jackson.AnnotationSensitivePropertyNamingStrategy;
import io.dropwizard.jackson.CaffeineModule;
import io.dropwizard.jackson.FuzzyEnumModule;
import io.dropwizard.jackson.GuavaExtrasModule;
import io.dropwizard.jackson.Jackson;
import io.hongyan.error.Problems;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reads `config.yml` as Dropwizard does, and says of every error in which line it is.
public final class LocatingConfigurationFactory<T> implements ConfigurationFactory<T> {

    private final ConfigurationFactory<T> factory;

    private LocatingConfigurationFactory(ConfigurationFactory<T> factory) {
        this.factory = factory;
    }

    /// Makes `bootstrap`'s commands read their configuration so.
    public static <T extends Configuration> void install(Bootstrap<T> bootstrap) {
        Lenient<T> factories = new Lenient<>();
        bootstrap.setConfigurationFactoryFactory((type, validator, mapper, prefix) ->
                new LocatingConfigurationFactory<>(factories.create(type, validator, mapper, prefix)));
    }

    @Override
    public T build() throws IOException, ConfigurationException {
        return factory.build();
    }

    @Override
    public T build(ConfigurationSourceProvider source, String path) throws IOException, ConfigurationException {
        try {
            return factory.build(source, path);
        } catch (ConfigurationParsingException wrong) {
            if (wrong.getCause() instanceof JsonMappingException mapping) {
                YamlLines lines = lines(source, path);
                throw new Located(path, List.of(describe(mapping, lines)), wrong);
            }
            throw wrong;
        } catch (ConfigurationValidationException wrong) {
            YamlLines lines = lines(source, path);
            List<String> errors = wrong.getConstraintViolations().stream()
                    .map(violation -> describe(violation, lines))
                    .sorted()
                    .toList();
            throw new Located(path, errors, wrong);
        }
    }

    private static YamlLines lines(ConfigurationSourceProvider source, String path) throws IOException {
        try (InputStream yaml = source.open(path)) {
            return YamlLines.of(yaml);
        }
    }

    private static String describe(JsonMappingException wrong, YamlLines lines) {
        List<String> place = wrong.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .toList();
        String said = wrong instanceof UnrecognizedPropertyException unknown
                ? "is not a key; there are "
                        + unknown.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "))
                : Problems.of(wrong).errors().getFirst().detail();
        return describe(place, said, lines);
    }

    private static String describe(ConstraintViolation<?> violation, YamlLines lines) {
        List<String> place = new ArrayList<>();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                place.add(node.getIndex().toString());
            }
            if (node.getName() != null) {
                place.add(node.getName());
            }
        }
        return describe(place, violation.getMessage(), lines);
    }

    private static String describe(List<String> place, String said, YamlLines lines) {
        return "line " + lines.of(place) + ": " + String.join(".", place) + " " + said;
    }

    /// Everything that is wrong with a file.
    private static final class Located extends ConfigurationException {

        private static final long serialVersionUID = 1;

        Located(String path, List<String> errors, ConfigurationException cause) {
            super(path, errors, cause);
        }
    }

    /// YAML, filled from the environment, doesn't tell `1` from `"1"` as JSON does.
    private static final class Lenient<T> extends DefaultConfigurationFactoryFactory<T> {

        /// Not the application's mapper, which is made fast by a class for each property: they cost a start a second,
        /// and a configuration is read once.
        @Override
        protected ObjectMapper configureObjectMapper(ObjectMapper fast) {
            ObjectMapper mapper = Json.configure(Jackson.newMinimalObjectMapper()
                    .registerModules(
                            new GuavaExtrasModule(),
                            new CaffeineModule(),
                            new FuzzyEnumModule(),
                            new ParameterNamesModule(),
                            new Jdk8Module(),
                            new JavaTimeModule())
                    .setPropertyNamingStrategy(new AnnotationSensitivePropertyNamingStrategy()));
            mapper.enable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
            mapper.coercionConfigFor(LogicalType.Textual)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.TryConvert)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.TryConvert);
            return super.configureObjectMapper(mapper);
        }
    }
}
