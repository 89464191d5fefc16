package io.hongyan.bench.fanout;

import io.hongyan.bench.load.Faults;
import io.hongyan.bench.load.Participant;
import io.hongyan.client.Api;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SyncTest {

    private final Faults faults = new Faults();
    private final Participant anna = new Participant(
            "anna",
            Api.of(URI.create("http://127.0.0.1:1")),
            number -> {
                throw new IllegalStateException("nothing is sent");
            },
            faults);

    @Test
    void everythingOnceInOrderIsRight() {
        new Sync("c", Map.of(), List.of(4L, 5L, 6L), false).check(anna, 3, faults);

        assertThat(faults.first()).isEmpty();
    }

    @Test
    void aLostADoubledAndARenumberedEntryAreFaults() {
        new Sync("c", Map.of(), List.of(4L, 6L), false).check(anna, 3, faults);
        new Sync("c", Map.of(), List.of(4L, 5L, 5L, 6L), false).check(anna, 3, faults);
        new Sync("c", Map.of(), List.of(4L, 6L, 5L), false).check(anna, 3, faults);

        assertThat(faults.first())
                .containsExactly(
                        "the sync of user anna brought 2 entries instead of 3, with holes",
                        "the sync of user anna brought 4 entries instead of 3, with holes",
                        "the sync of user anna brought 3 entries instead of 3, with holes");
    }

    @Test
    void aResetIsAFaultToo() {
        new Sync("c", Map.of(), List.of(4L, 5L, 6L), true).check(anna, 3, faults);

        assertThat(faults.first())
                .containsExactly("the sync of user anna brought 3 entries instead of 3, after a reset");
    }
}
