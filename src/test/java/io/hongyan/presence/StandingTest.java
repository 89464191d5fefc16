package io.hongyan.presence;

import io.hongyan.account.token.DeviceKind;
import io.hongyan.presence.Presence.DevicePresence;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What the connections of one user come to.
final class StandingTest {

    private static final UserId ANNA = new UserId(5);
    private static final long NOW = 1_000_000;

    @Test
    void whoHasNoConnectionIsOfflineSinceTheLastOne() {
        assertThat(presence(Map.of())).isEqualTo(offline(null));
        assertThat(presence(Map.of("last", "5000"))).isEqualTo(offline(Instant.ofEpochMilli(5_000)));
        assertThat(presence(Map.of("1:1", text(DeviceKind.PC, Status.ONLINE, 10, NOW))))
                .isEqualTo(offline(Instant.ofEpochMilli(NOW)));
    }

    @Test
    void oneBusyDeviceMakesBusyAndOnlyAllAwayMakeAway() {
        Map<String, String> away = Map.of("1:1", text(DeviceKind.PC, Status.AWAY, 10, NOW + 1));
        Map<String, String> two = Map.of(
                "1:1", text(DeviceKind.PC, Status.AWAY, 10, NOW + 1),
                "2:1", text(DeviceKind.IOS, Status.ONLINE, 20, NOW + 1));
        Map<String, String> three = Map.of(
                "1:1", text(DeviceKind.PC, Status.AWAY, 10, NOW + 1),
                "2:1", text(DeviceKind.IOS, Status.ONLINE, 20, NOW + 1),
                "3:1", text(DeviceKind.PC, Status.BUSY, 30, NOW + 1));

        assertThat(presence(away).state()).isEqualTo(PresenceState.AWAY);
        assertThat(presence(two))
                .isEqualTo(new Presence(
                        ANNA,
                        PresenceState.ONLINE,
                        Instant.ofEpochMilli(20),
                        List.of(
                                new DevicePresence(DeviceKind.IOS, PresenceState.ONLINE),
                                new DevicePresence(DeviceKind.PC, PresenceState.AWAY))));
        assertThat(presence(three).state()).isEqualTo(PresenceState.BUSY);
        assertThat(presence(three).devices()).contains(new DevicePresence(DeviceKind.PC, PresenceState.BUSY));
    }

    @Test
    void ofSomebodyInvisibleNothingIsShown() {
        assertThat(presence(Map.of(
                        "said", "INVISIBLE 20", "last", "7", "1:1", text(DeviceKind.PC, Status.ONLINE, 10, NOW + 1))))
                .isEqualTo(offline(null));
    }

    /// Redis has lost everything, and PostgreSQL wasn't asked yet.
    @Test
    void ofWhomItIsNotKnownWhetherTheyAreInvisibleNothingIsShown() {
        String silent = text(DeviceKind.PC, Status.ONLINE, 10, NOW + 1, Word.UNKNOWN);

        assertThat(presence(Map.of("1:1", silent))).isEqualTo(offline(null));
        assertThat(presence(Map.of("1:1", silent, "said", Word.SILENT.text())).state())
                .isEqualTo(PresenceState.ONLINE);
        assertThat(presence(Map.of("1:1", silent, "2:1", text(DeviceKind.IOS, Status.AWAY, 20, NOW + 1)))
                        .state())
                .isEqualTo(PresenceState.ONLINE);
    }

    /// Redis has lost `said`, and the nodes have written their connections anew.
    @Test
    void whatWasSaidLastHoldsByWhatNodesKnowOfIt() {
        Word invisible = new Word(Status.INVISIBLE, 30);
        String who = text(DeviceKind.IOS, Status.INVISIBLE, 30, NOW + 1, invisible);
        String heard = text(DeviceKind.PC, Status.ONLINE, 10, NOW + 1, invisible);
        String later = text(DeviceKind.PC, Status.ONLINE, 10, NOW + 1, new Word(Status.ONLINE, 31));

        assertThat(presence(Map.of("1:1", who, "2:1", text(DeviceKind.PC, Status.ONLINE, 10, NOW + 1))))
                .isEqualTo(offline(null));
        assertThat(presence(Map.of("2:1", heard))).isEqualTo(offline(null));
        assertThat(presence(Map.of("1:1", who, "2:1", later, "said", "INVISIBLE 30"))
                        .state())
                .isEqualTo(PresenceState.ONLINE);
    }

    @Test
    void ofADeviceThatSaysItIsInvisibleNothingIsShownWhateverOthersSaid() {
        String who = text(DeviceKind.IOS, Status.INVISIBLE, 30, NOW + 1, new Word(Status.INVISIBLE, 30));
        String later = text(DeviceKind.PC, Status.AWAY, 40, NOW + 1, new Word(Status.AWAY, 40));

        assertThat(presence(Map.of("1:1", who, "said", "AWAY 40"))).isEqualTo(offline(null));
        assertThat(presence(Map.of("1:1", who, "2:1", later, "said", "AWAY 40")))
                .isEqualTo(new Presence(
                        ANNA,
                        PresenceState.AWAY,
                        Instant.ofEpochMilli(40),
                        List.of(new DevicePresence(DeviceKind.PC, PresenceState.AWAY))));
    }

    @Test
    void aConnectionIsReadAsItWasWritten() {
        Standing silent = new Standing(DeviceKind.PC, Status.ONLINE, 10, NOW, Word.SILENT);
        Standing said = new Standing(DeviceKind.PC, Status.BUSY, 10, NOW, new Word(Status.INVISIBLE, 5));

        assertThat(Standing.read(silent.text())).isEqualTo(silent);
        assertThat(Standing.read(said.text())).isEqualTo(said);
    }

    @Test
    void whatIsSaidNextIsLaterThanWhatAClockAheadHasSaid() {
        Word ahead = new Word(Status.INVISIBLE, 50);
        Word next = ahead.next(Status.ONLINE, 40);

        assertThat(ahead.orLater(next)).isEqualTo(next);
        assertThat(next.orLater(ahead)).isEqualTo(next);
        assertThat(new Word(Status.ONLINE, 50).orLater(ahead)).isEqualTo(ahead);
        assertThat(ahead.orLater(new Word(Status.ONLINE, 50))).isEqualTo(ahead);
    }

    @Test
    void aConnectionEndsByItselfAndIsForgottenLater() {
        Map<String, String> fields = Map.of(
                "1:1", text(DeviceKind.PC, Status.ONLINE, 10, NOW + 5),
                "2:1", text(DeviceKind.IOS, Status.ONLINE, 20, NOW - 5));

        assertThat(Standing.until(fields, NOW)).isEqualTo(NOW + 5);
        assertThat(Standing.until(fields, NOW + 5)).isEqualTo(Long.MAX_VALUE);
        assertThat(Standing.forgotten(fields, NOW)).containsExactly("2:1");
    }

    private static Presence presence(Map<String, String> fields) {
        return Standing.presence(ANNA, fields, NOW);
    }

    private static Presence offline(@Nullable Instant since) {
        return new Presence(ANNA, PresenceState.OFFLINE, since, List.of());
    }

    private static String text(DeviceKind kind, Status status, long since, long until) {
        return text(kind, status, since, until, Word.SILENT);
    }

    private static String text(DeviceKind kind, Status status, long since, long until, Word word) {
        return new Standing(kind, status, since, until, word).text();
    }
}
