package io.hongyan.presence;

import io.hongyan.account.token.DeviceKind;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a user is, and each kind of device that they are connected with. `since` is when that began, null where it isn't
/// known or nobody's business.
public record Presence(
        UserId userId, PresenceState state, @Nullable Instant since, List<DevicePresence> devices) {

    public Presence {
        devices = List.copyOf(devices);
    }

    /// How the user is on their devices of one kind.
    public record DevicePresence(DeviceKind kind, PresenceState state) {}
}
