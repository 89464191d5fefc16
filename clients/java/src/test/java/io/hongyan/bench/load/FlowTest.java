package io.hongyan.bench.load;

import io.hongyan.client.Api;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class FlowTest {

    private static final long BEGIN = 7_000_000_000L;
    private static final long MILLI = 1_000_000;

    private final Faults faults = new Faults();
    private final List<Participant> people = IntStream.range(0, 6)
            .mapToObj(i -> new Participant(
                    Integer.toString(i), Api.of(URI.create("http://127.0.0.1:1")), number -> flow(), faults))
            .toList();
    private final List<Room> rooms = List.of(
            new Room("a", people.subList(0, 2), List.of()),
            new Room("b", people.subList(2, 4), List.of()),
            new Room("c", people.subList(4, 6), List.of()));
    private final Flow flow = new Flow(3, new Phase("direct", 10, Duration.ofSeconds(60)), rooms, faults, BEGIN);

    private Flow flow() {
        return flow;
    }

    @Test
    void latencyCountsFromWhenAMessageIsDueHoweverLateItWasSent() {
        // Due at 1 s.
        flow.clientId(10, 0);

        flow.acknowledge(10, 5, false, BEGIN + 1_250 * MILLI);
        flow.deliver(10, 1, 5, BEGIN + 1_500 * MILLI);

        assertThat(flow.acknowledgement().getMaxValue() / 1e3).isCloseTo(250, within(1.0));
        assertThat(flow.delivery().getMaxValue() / 1e3).isCloseTo(500, within(1.0));
    }

    @Test
    void aRetrysSecondAnswerCountsNothing() {
        flow.clientId(0, 0);

        flow.acknowledge(0, 5, false, BEGIN + MILLI);
        flow.acknowledge(0, 5, true, BEGIN + 9 * MILLI);

        assertThat(flow.acknowledgement().getTotalCount()).isEqualTo(1);
        assertThat(flow.standing().acknowledged()).isEqualTo(1);
        assertThat(faults.count()).isZero();
    }

    @Test
    void aRetrysAnswerMayOvertakeTheFirst() {
        flow.acknowledge(0, 5, true, BEGIN + MILLI);
        flow.acknowledge(0, 5, false, BEGIN + 2 * MILLI);

        assertThat(faults.count()).isZero();
    }

    @Test
    void aRetryThatIsTakenForNewIsAFault() {
        flow.acknowledge(0, 5, false, BEGIN + MILLI);
        flow.acknowledge(0, 5, false, BEGIN + 2 * MILLI);

        assertThat(faults.first()).containsExactly("message 0 of phase 3 was taken twice");
    }

    @Test
    void aMessageThatIsTakenTwiceIsAFault() {
        flow.acknowledge(0, 5, false, BEGIN);
        flow.acknowledge(0, 6, false, BEGIN);

        assertThat(faults.first()).anyMatch(fault -> fault.contains("is number 5 and 6"));
    }

    @Test
    void aCopyUnderAnotherNumberThanTheAnswersIsAFault() {
        flow.deliver(0, 1, 5, BEGIN);
        flow.acknowledge(0, 6, false, BEGIN);

        assertThat(faults.count()).isEqualTo(1);
    }

    @Test
    void aSecondCopyForTheSameMemberIsAFault() {
        flow.deliver(0, 1, 5, BEGIN);
        flow.deliver(0, 0, 5, BEGIN);
        assertThat(faults.count()).isZero();

        flow.deliver(0, 1, 5, BEGIN);

        assertThat(faults.count()).isEqualTo(1);
        assertThat(flow.standing().copies()).isEqualTo(2);
    }

    @Test
    void whatWasSentOwesACopyToEveryOtherMemberOnce() {
        String first = flow.clientId(0, 1);
        String again = flow.clientId(0, 2);
        flow.clientId(1, 3);

        assertThat(again).isEqualTo(first);
        assertThat(flow.standing().copiesDue()).isEqualTo(2);
    }

    @Test
    void whatWaitsForAnAnswerIsListed() {
        flow.acknowledge(0, 2, false, BEGIN + 200 * MILLI);
        flow.acknowledge(2, 3, false, BEGIN + 200 * MILLI);

        assertThat(flow.unanswered(5)).containsExactly(1, 3, 4);
    }

    @Test
    void messagesAreDueEvenly() {
        assertThat(flow.due(0)).isEqualTo(BEGIN);
        assertThat(flow.due(1)).isEqualTo(BEGIN + 100 * MILLI);
        assertThat(flow.due(599)).isEqualTo(BEGIN + 59_900 * MILLI);
    }

    @Test
    void everyMemberOfEveryRoomGetsToSpeak() {
        Map<String, Integer> spoken = new HashMap<>();
        for (int i = 0; i < flow.phase().messages(); i++) {
            assertThat(flow.room(i).online()).contains(flow.sender(i));
            spoken.merge(flow.sender(i).userId(), 1, Integer::sum);
        }

        assertThat(spoken)
                .hasSize(6)
                .allSatisfy((user, times) -> assertThat(times).isBetween(60, 140));
    }
}
