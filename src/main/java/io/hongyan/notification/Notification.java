package io.hongyan.notification;

import io.hongyan.account.token.DeviceKind;
import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.Counts;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;

/// What somebody has waiting for them, told while no device of theirs is connected: all that is unread, the newest of
/// the conversations that it is in, and the devices that said how they are woken.
public record Notification(
        String id,
        UserId userId,
        Instant at,
        Counts total,
        List<ConversationView> conversations,
        List<PushDevice> devices) {

    public Notification {
        conversations = List.copyOf(conversations);
        devices = List.copyOf(devices);
    }

    /// A device and how it is woken.
    public record PushDevice(DeviceId deviceId, DeviceKind kind, String provider, String token) {

        @Override
        public String toString() {
            return "PushDevice[" + deviceId + ", " + provider + "]";
        }
    }
}
