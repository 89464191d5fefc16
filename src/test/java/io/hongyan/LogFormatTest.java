package io.hongyan;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.logging.common.DropwizardLayout;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// How the shipped `config.yml` writes a line of the log.
final class LogFormatTest {

    private static final Exception FAILURE =
            new IllegalStateException("it broke", new IOException("because\nof a second line"));

    private final LoggerContext context = new LoggerContext();
    private final DropwizardLayout layout = new DropwizardLayout(context, TimeZone.getTimeZone("UTC"));

    @BeforeEach
    void start() throws IOException {
        layout.setPattern(new ObjectMapper(new YAMLFactory())
                .readTree(new File("config.yml"))
                .at("/logging/appenders/0/logFormat")
                .asText());
        layout.start();
    }

    @Test
    void anEventIsOneLine() {
        assertThat(lines(Level.INFO, null)).singleElement().asString().endsWith(" INFO  i.h.Place: something happened");
        assertThat(lines(Level.ERROR, null))
                .singleElement()
                .asString()
                .endsWith(" ERROR i.h.Place: something happened");
    }

    @Test
    void aWarningSaysItsExceptionInOneLine() {
        assertThat(lines(Level.WARN, FAILURE)).hasSize(2).last().isEqualTo("java.lang.IllegalStateException: it broke");
    }

    @Test
    void anErrorHasItsWholeStackTrace() {
        List<String> lines = lines(Level.ERROR, FAILURE);

        assertThat(lines).hasSizeGreaterThan(10).element(1).isEqualTo("java.lang.IllegalStateException: it broke");
        assertThat(lines).anyMatch(line -> line.contains("at " + LogFormatTest.class.getName()));
        assertThat(lines).anyMatch(line -> line.contains("Caused by: java.io.IOException: because"));
    }

    private List<String> lines(Level level, @Nullable Throwable thrown) {
        return layout.doLayout(new LoggingEvent(
                        LogFormatTest.class.getName(),
                        context.getLogger("io.hongyan.Place"),
                        level,
                        "something happened",
                        thrown,
                        null))
                .lines()
                .toList();
    }
}
