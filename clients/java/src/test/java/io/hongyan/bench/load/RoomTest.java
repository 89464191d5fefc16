package io.hongyan.bench.load;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RoomTest {

    private final Room room = new Room("room", List.of(), List.of());

    @Test
    void aMessageKeepsItsNumberHoweverOftenItIsTold() {
        assertThat(room.number(0, 0, 2)).isTrue();
        assertThat(room.number(0, 0, 2)).isTrue();
    }

    @Test
    void twoMessagesOfAPhaseCannotHaveTheSameNumber() {
        room.number(0, 0, 2);

        assertThat(room.number(0, 1, 2)).isFalse();
        assertThat(room.number(0, 0, 2)).isTrue();
    }

    @Test
    void neitherCanTwoMessagesOfDifferentPhases() {
        room.number(0, 7, 2);

        assertThat(room.number(1, 7, 2)).isFalse();
    }

    @Test
    void numbersMayComeInAnyOrderAndGrow() {
        assertThat(room.number(0, 1, 100_000)).isTrue();
        assertThat(room.number(0, 0, 3)).isTrue();

        assertThat(room.number(0, 2, 100_000)).isFalse();
        assertThat(room.number(0, 2, 3)).isFalse();
    }
}
