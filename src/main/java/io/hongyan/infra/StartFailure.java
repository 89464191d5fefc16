package io.hongyan.infra;

import io.dropwizard.configuration.ConfigurationException;
import io.hongyan.streams.engine.NumberingException;
import java.net.BindException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/// What keeps the server from starting, as one sentence for the operator.
public class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartFailure(String sentence) {
        super(sentence);
    }

    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /// What an operator is told of `failure`; empty where only a stack trace tells, because we did wrong.
    public static Optional<String> sentence(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> told(cause).stream())
                .findFirst();
    }

    private static Optional<String> told(Throwable cause) {
        return switch (cause) {
            case StartFailure known -> Optional.of(String.valueOf(known.getMessage()));
            case ConfigurationException wrong -> Optional.of(String.valueOf(wrong.getMessage()));
            case NumberingException lost -> Optional.of("The server doesn't start: " + lost.getMessage() + ".");
            case ConfigException wrong -> Optional.of("Kafka can't be used: " + wrong.getMessage() + ".");
            case Exception binding
            when binding.getCause() instanceof BindException busy ->
                Optional.of("The server can't listen: " + binding.getMessage() + " (" + busy.getMessage() + ").");
            default -> Optional.empty();
        };
    }
}
