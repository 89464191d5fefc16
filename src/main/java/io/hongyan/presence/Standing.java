package io.hongyan.presence;

import io.hongyan.account.token.DeviceKind;
import io.hongyan.presence.Presence.DevicePresence;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A connection as Redis has it, with what its node knew that its user has said; and what all those of one user come
/// to. Times are milliseconds since 1970.
record Standing(DeviceKind kind, Status status, long since, long until, Word word) {

    static final String SAID = "said";
    static final String LAST = "last";

    private static final String SEPARATOR = " ";
    private static final int PARTS = 5;

    /// The word comes last, as it has a separator of its own; it is absent where it isn't known.
    String text() {
        String text = String.join(SEPARATOR, kind.name(), status.name(), Long.toString(since), Long.toString(until));
        return word.equals(Word.UNKNOWN) ? text : text + SEPARATOR + word.text();
    }

    static Standing read(String text) {
        String[] parts = text.split(SEPARATOR, PARTS);
        return new Standing(
                DeviceKind.valueOf(parts[0]),
                Status.valueOf(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                parts.length < PARTS ? Word.UNKNOWN : Word.read(parts[4]));
    }

    /// How a user is at `now` whose hash holds `fields`.
    static Presence presence(UserId user, Map<String, String> fields, long now) {
        Word word = word(fields);
        if (word.isInvisible() && !word.equals(Word.UNKNOWN)) {
            return hidden(user);
        }
        List<Standing> all = connections(fields).map(Map.Entry::getValue).toList();
        List<Standing> live = all.stream().filter(one -> one.until > now).toList();
        if (live.isEmpty()) {
            long ended = all.stream().mapToLong(Standing::until).max().orElse(0);
            long last = Math.max(ended, Long.parseLong(fields.getOrDefault(LAST, "0")));
            return new Presence(user, PresenceState.OFFLINE, instant(last), List.of());
        }
        if (word.isInvisible()) {
            return hidden(user);
        }
        List<Standing> shown =
                live.stream().filter(one -> one.status != Status.INVISIBLE).toList();
        return shown.isEmpty() ? hidden(user) : shown(user, shown);
    }

    private static Presence hidden(UserId user) {
        return new Presence(user, PresenceState.OFFLINE, null, List.of());
    }

    private static Presence shown(UserId user, List<Standing> shown) {
        PresenceState state = state(shown);
        long since = shown.stream()
                .filter(one -> state(one.status) == state)
                .mapToLong(Standing::since)
                .min()
                .orElse(0);
        Map<DeviceKind, PresenceState> kinds = new EnumMap<>(DeviceKind.class);
        for (DeviceKind kind : DeviceKind.values()) {
            List<Standing> ofKind =
                    shown.stream().filter(one -> one.kind == kind).toList();
            if (!ofKind.isEmpty()) {
                kinds.put(kind, state(ofKind));
            }
        }
        return new Presence(
                user,
                state,
                instant(since),
                kinds.entrySet().stream()
                        .map(kind -> new DevicePresence(kind.getKey(), kind.getValue()))
                        .toList());
    }

    /// The last that the user has said, as the hash has it or any node that wrote a connection into it.
    static Word word(Map<String, String> fields) {
        String said = fields.get(SAID);
        return connections(fields)
                .map(connection -> connection.getValue().word)
                .reduce(said == null ? Word.UNKNOWN : Word.read(said), Word::orLater);
    }

    /// Whether any of the connections is alive at `now`, whatever it says.
    static boolean isConnected(Map<String, String> fields, long now) {
        return connections(fields).anyMatch(connection -> connection.getValue().until > now);
    }

    /// When the first of the connections that are alive at `now` ends, unless it is told to be alive until then.
    static long until(Map<String, String> fields, long now) {
        return connections(fields)
                .mapToLong(connection -> connection.getValue().until)
                .filter(until -> until > now)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// The fields of connections that ended without saying so before `time`.
    static List<String> forgotten(Map<String, String> fields, long time) {
        return connections(fields)
                .filter(connection -> connection.getValue().until < time)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Stream<Map.Entry<String, Standing>> connections(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().contains(Connection.SEPARATOR))
                .map(field -> Map.entry(field.getKey(), read(field.getValue())));
    }

    /// Whoever says on one device that they are busy is; away is who is so on all.
    private static PresenceState state(List<Standing> shown) {
        return Stream.of(PresenceState.BUSY, PresenceState.ONLINE, PresenceState.AWAY)
                .filter(state -> shown.stream().anyMatch(one -> state(one.status) == state))
                .findFirst()
                .orElse(PresenceState.OFFLINE);
    }

    private static PresenceState state(Status status) {
        return switch (status) {
            case ONLINE -> PresenceState.ONLINE;
            case AWAY -> PresenceState.AWAY;
            case BUSY -> PresenceState.BUSY;
            case INVISIBLE -> PresenceState.OFFLINE;
        };
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
