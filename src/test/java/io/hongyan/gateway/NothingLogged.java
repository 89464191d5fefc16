package io.hongyan.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// Fails a test in which sockets have something logged that operators would read: what clients do wrong, they are told
/// themselves.
final class NothingLogged implements BeforeEachCallback, AfterEachCallback {

    private static final List<String> LOGGERS = List.of("io.hongyan.gateway", "org.eclipse.jetty");

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @Override
    public void beforeEach(ExtensionContext test) {
        logged.list.clear();
        logged.start();
        loggers().forEach(logger -> logger.addAppender(logged));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        loggers().forEach(logger -> logger.detachAppender(logged));
        assertThat(List.copyOf(logged.list)).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    private static Stream<Logger> loggers() {
        return LOGGERS.stream().map(name -> (Logger) LoggerFactory.getLogger(name));
    }
}
