package io.hongyan.sync.inbox;

import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;

/// The keys of what sync keeps in Redis.
final class RedisKeys {

    /// How the keys of inboxes that are being made anew begin.
    static final String REBUILT = "inbox-rebuilt:";

    private RedisKeys() {}

    static String inbox(UserId user) {
        return "inbox:" + user.value();
    }

    /// An inbox that is being made anew, and takes the place of the other when it is complete.
    static String rebuilt(UserId user) {
        return REBUILT + user.value();
    }

    /// Where an inbox is put together of its old and its new parts.
    static String joined(UserId user) {
        return "inbox-joined:" + user.value();
    }

    static String cursor(DeviceId device) {
        return "cursor:" + device.value();
    }
}
