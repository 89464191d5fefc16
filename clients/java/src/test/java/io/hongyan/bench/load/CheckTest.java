package io.hongyan.bench.load;

import io.hongyan.client.Entry;
import io.hongyan.client.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Anna has been sent two messages in a room of three, of whom Cora has no socket.
final class CheckTest {

    private final UnreadAnswers server = new UnreadAnswers();
    private final Faults faults = new Faults();
    private final Participant anna = participant("anna");
    private final Participant ben = participant("ben");
    private final Participant cora = participant("cora");
    private final Room room = new Room("room", List.of(anna, ben), List.of(cora));
    private final Room annas = new Room("room", List.of(anna), List.of());
    private final Room coras = new Room("room", List.of(), List.of(cora));
    private final Flow flow = new Flow(
            0,
            new Phase("direct", 10, Duration.ofSeconds(1)),
            List.of(room),
            faults,
            System.nanoTime() - Duration.ofSeconds(2).toNanos());
    private final Check check = new Check(faults, Duration.ofMillis(200));

    CheckTest() throws IOException {}

    private Participant participant(String userId) {
        return new Participant(userId, server.api(), number -> flow, faults);
    }

    @BeforeEach
    void receive() {
        anna.sit(room, 0);
        ben.sit(room, 1);
        for (int index = 0; index < 2; index++) {
            long seq = index + 2;
            String clientId = Numbering.clientId(0, 0, index);
            anna.received(new Received.Entries(
                    0, List.of(new Entry("room", seq, seq - 1, "message", "ben", clientId, "hi", null))));
            coras.number(0, index, seq);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void countsThatAreTheModelsAreRight() throws IOException, InterruptedException {
        server.unread("room", 2, 2);

        check.awaitUnread(List.of(annas));
        check.awaitUnread(List.of(coras));

        assertThat(faults.first()).isEmpty();
    }

    @Test
    void aCountThatStaysWrongIsAFault() throws IOException, InterruptedException {
        server.unread("room", 3, 3);

        check.awaitUnread(List.of(annas));

        assertThat(faults.first()).containsExactly("user anna has {room=3} unread instead of {room=2}");
    }

    @Test
    void soIsAWrongCountOfSomebodyWhoIsAway() throws IOException, InterruptedException {
        server.unread("room", 1, 1);

        check.awaitUnread(List.of(coras));

        assertThat(faults.first()).containsExactly("user cora has {room=1} unread instead of {room=2}");
    }

    @Test
    void aRoomInWhichNobodyHasSpokenIsNotAmongTheUnread() throws IOException, InterruptedException {
        server.unread("elsewhere", 1, 1);

        check.awaitUnread(List.of(new Room("quiet", List.of(), List.of(cora))));

        assertThat(faults.first()).isEmpty();
    }

    @Test
    void aTotalThatIsNotTheSumIsAFault() throws IOException, InterruptedException {
        server.unread("room", 2, 5);

        check.awaitUnread(List.of(annas));

        assertThat(faults.first())
                .containsExactly("user anna has a total of {\"unread\":5}, and conversations that sum to 2");
    }

    @Test
    void aLostEntryIsAFault() {
        check.heads(room, 3);

        assertThat(faults.first()).containsExactly("user ben has the entries of room up to 1 of 3");
    }

    @Test
    void somethingBeyondTheHeadIsAFaultToo() {
        check.heads(annas, 2);

        assertThat(faults.first()).containsExactly("user anna has the entries of room up to 3 of 2");
    }
}
