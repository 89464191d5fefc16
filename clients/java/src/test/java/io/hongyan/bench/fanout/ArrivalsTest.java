package io.hongyan.bench.fanout;

import io.hongyan.bench.load.Faults;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.measure.DataFolder;
import io.hongyan.client.Api;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Rooms of two, whose inboxes are in a Redis that says what it is told to.
final class ArrivalsTest {

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final FakeRedis redis = new FakeRedis("secret");
    private final Faults faults = new Faults();
    private final Room room = new Room("room", List.of(), people("anna", "ben"));

    @TempDir
    private Path folder;

    ArrivalsTest() throws IOException {}

    private List<Participant> people(String... userIds) {
        return Stream.of(userIds)
                .map(userId -> new Participant(
                        userId,
                        Api.of(URI.create("http://127.0.0.1:1")),
                        number -> {
                            throw new IllegalStateException("nothing is sent");
                        },
                        faults))
                .toList();
    }

    @BeforeEach
    void credentials() throws IOException {
        Files.createDirectory(folder.resolve("run"));
        Files.writeString(folder.resolve("credentials.json"), "{\"redis\":\"secret\"}");
        Files.writeString(folder.resolve("run/redis.json"), "{\"ports\":[%d]}".formatted(redis.port()));
        redis.newest("anna", "1-7");
    }

    @AfterEach
    void close() throws IOException {
        redis.close();
    }

    @Test
    void whatHasArrivedIsCountedFromWhereItBegan() throws IOException {
        try (Arrivals arrivals = Arrivals.of(List.of(room), new DataFolder(folder))) {
            redis.newest("anna", "1-8");
            redis.newest("ben", "2199023255552-1");
            room.number(0, 0, 2);

            assertThat(arrivals.inRedis()).isEqualTo(2).isEqualTo(arrivals.due());
            arrivals.await(faults, PATIENCE);
        }

        assertThat(faults.first()).isEmpty();
    }

    @Test
    void roomsAreCountedTogether() throws IOException {
        Room other = new Room("other", List.of(), people("cai", "dan"));
        try (Arrivals arrivals = Arrivals.of(List.of(room, other), new DataFolder(folder))) {
            redis.newest("cai", "1-2");
            redis.newest("dan", "1-1");
            room.number(0, 0, 2);
            other.number(0, 1, 2);

            assertThat(arrivals.inRedis()).isEqualTo(3);
            assertThat(arrivals.due()).isEqualTo(4);
            arrivals.await(faults, PATIENCE);
        }

        assertThat(faults.first()).containsExactly("Redis has 3 deliveries of [room, other] instead of 4");
    }

    @Test
    void aLostDeliveryIsAFault() throws IOException {
        try (Arrivals arrivals = Arrivals.of(List.of(room), new DataFolder(folder))) {
            redis.newest("anna", "1-8");
            room.number(0, 0, 2);

            arrivals.await(faults, PATIENCE);
        }

        assertThat(faults.first()).containsExactly("Redis has 1 deliveries of [room] instead of 2");
    }

    @Test
    void aDoubledDeliveryIsAFault() throws IOException {
        try (Arrivals arrivals = Arrivals.of(List.of(room), new DataFolder(folder))) {
            redis.newest("anna", "1-9");
            redis.newest("ben", "1-1");
            room.number(0, 0, 2);

            arrivals.await(faults, PATIENCE);
        }

        assertThat(faults.first()).containsExactly("Redis has 3 deliveries of [room] instead of 2");
    }
}
