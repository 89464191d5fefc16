package io.hongyan.bench.load;

import io.hongyan.client.Api;
import io.hongyan.client.Entry;
import io.hongyan.client.Received;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ParticipantTest {

    private final Faults faults = new Faults();
    private final Participant anna = participant("anna");
    private final Participant ben = participant("ben");
    private final Room room = new Room("room", List.of(anna, ben), List.of());
    private final Flow flow = flow(Duration.ofSeconds(1));
    private final Flow longAgo = flow(Duration.ofSeconds(60));
    private Flow flowNow = flow;

    private Participant participant(String userId) {
        return new Participant(userId, Api.of(URI.create("http://127.0.0.1:1")), number -> flowNow, faults);
    }

    /// A phase whose first message was due `ago`.
    private Flow flow(Duration ago) {
        return new Flow(
                0,
                new Phase("direct", 10, Duration.ofSeconds(1)),
                List.of(room),
                faults,
                System.nanoTime() - ago.toNanos());
    }

    @BeforeEach
    void sit() {
        anna.sit(room, 0);
        ben.sit(room, 1);
    }

    @Test
    void whatOthersSayIsUnread() {
        anna.received(pushed(2, "ben", 0));
        anna.received(pushed(3, "ben", 1));

        assertThat(anna.unread()).isEqualTo(Map.of("room", 2L));
        assertThat(anna.known(room)).isEqualTo(3);
        assertThat(flow.standing().copies()).isEqualTo(2);
    }

    @Test
    void anAnswerStandsForTheEntryOfItsSender() {
        anna.received(acknowledged(3, 1));
        anna.received(pushed(2, "ben", 0));

        assertThat(anna.known(room)).isEqualTo(3);
        assertThat(anna.unread()).isEqualTo(Map.of("room", 1L));
        assertThat(faults.count()).isZero();
    }

    @Test
    void anEntryThatComesTwiceIsAFault() {
        anna.received(pushed(2, "ben", 0));
        anna.received(pushed(2, "ben", 0));

        assertThat(faults.first()).containsExactly("entry 2 of room came twice to user anna");
    }

    @Test
    void anEntryMayComeBackToItsSenderOnceTheAnswerIsOverdue() {
        flowNow = longAgo;

        anna.received(pushed(2, "anna", 0));
        anna.received(acknowledged(2, 0));
        anna.received(acknowledged(3, 1));
        anna.received(pushed(3, "anna", 1));

        assertThat(anna.known(room)).isEqualTo(3);
        assertThat(anna.unread()).isEmpty();
        assertThat(longAgo.standing().acknowledged()).isEqualTo(2);
        assertThat(faults.first()).isEmpty();
    }

    @Test
    void anEntryThatComesBackToItsSenderAtOnceIsAFault() {
        anna.received(pushed(2, "anna", 0));

        assertThat(faults.first()).containsExactly("entry 2 of room came back to its sender anna");
    }

    @Test
    void aNumberThatTwoMessagesHaveIsAFaultWhoeverHearsOfIt() {
        anna.received(acknowledged(2, 0));
        ben.received(acknowledged(2, 1));

        assertThat(faults.first()).containsExactly("number 2 of conversation room was given twice");
    }

    @Test
    void aNumberThatTwoEntriesHaveIsAFault() {
        anna.received(pushed(2, "ben", 0));
        anna.received(pushed(2, "ben", 1));

        assertThat(faults.first())
                .containsExactly(
                        "number 2 of conversation room was given twice", "entry 2 of room came twice to user anna");
    }

    @Test
    void aHoleShowsInWhatIsKnown() {
        anna.received(pushed(2, "ben", 0));
        anna.received(pushed(4, "ben", 2));

        assertThat(anna.known(room)).isEqualTo(2);
    }

    @Test
    void whatTellsOfMembershipIsNotCounted() {
        Entry created = new Entry("room", 1, 0, "member", "anna", null, null, "created");

        ben.received(new Received.Entries(0, List.of(created)));

        assertThat(ben.unread()).isEmpty();
        assertThat(faults.count()).isZero();
    }

    @Test
    void aRefusalForTheMomentIsCountedAndAnyOtherIsAFault() {
        anna.received(new Received.Refused(1, Numbering.clientId(0, 0, 0), "rateLimited", "slow down", true));
        assertThat(flow.refusals()).isEqualTo(1);
        assertThat(faults.count()).isZero();

        anna.received(new Received.Refused(1, Numbering.clientId(0, 0, 0), "notMember", "not in it", false));

        assertThat(faults.count()).isEqualTo(1);
    }

    private static Received pushed(long seq, String sender, int index) {
        String clientId = Numbering.clientId(0, 0, index);
        return new Received.Entries(
                0, List.of(new Entry("room", seq, seq - 1, "message", sender, clientId, "hi", null)));
    }

    private static Received acknowledged(long seq, int index) {
        return new Received.Ok(index, "room", Numbering.clientId(0, 0, index), seq, seq - 1, false);
    }
}
