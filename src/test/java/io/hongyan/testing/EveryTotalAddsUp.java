package io.hongyan.testing;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/// Fails a test class during which anybody was [told][Totals] a total that isn't the sum, a version that fell, or two
/// counts of one place, or such a mailbox was published by the shared server, or by one of its own that the class has
/// closed. Found by JUnit itself, for all classes.
public final class EveryTotalAddsUp implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        TestServer.checkShared();
        List<String> violations = new ArrayList<>();
        String violation = Totals.FOUND.poll();
        while (violation != null) {
            violations.add(violation);
            violation = Totals.FOUND.poll();
        }
        assertThat(violations)
                .as("totals that don't add up, versions that fell, and counts that differ")
                .isEmpty();
    }
}
