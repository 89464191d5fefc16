package io.hongyan.health;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static io.hongyan.health.Dependency.Need.FOR_MORE;
import static io.hongyan.health.Dependency.Need.TO_SEND;
import static org.assertj.core.api.Assertions.assertThat;

final class ReadinessTest {

    private static final Dependency.Check UP = () -> {};
    private static final Dependency.Check DOWN = () -> {
        throw new IllegalStateException("connection refused\nand more that nobody reads");
    };

    @Test
    void isReadyWithAllThere() {
        Readiness.Report report = report(new Dependency("kafka", TO_SEND, UP), new Dependency("redis", FOR_MORE, UP));

        assertThat(report.ready()).isTrue();
        assertThat(report.degraded()).isFalse();
    }

    @Test
    void isDegradedButReadyWithoutWhatSendingDoesNotNeed() {
        Readiness.Report report = report(new Dependency("kafka", TO_SEND, UP), new Dependency("redis", FOR_MORE, DOWN));

        assertThat(report.ready()).isTrue();
        assertThat(report.degraded()).isTrue();
        assertThat(report.lines()).extracting(Readiness.Line::problem).containsExactly("", "connection refused");
    }

    @Test
    void isNotReadyWithoutWhatSendingNeeds() {
        assertThat(report(new Dependency("kafka", TO_SEND, DOWN)).ready()).isFalse();
    }

    @Test
    void givesUpOnWhatDoesNotAnswer() {
        CountDownLatch never = new CountDownLatch(1);

        Readiness.Report report = report(new Dependency("neo4j", FOR_MORE, never::await));

        assertThat(report.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.problem()).contains("no answer"));
    }

    private static Readiness.Report report(Dependency... dependencies) {
        return new Readiness(List.of(dependencies)).report();
    }
}
