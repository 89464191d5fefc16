package io.hongyan.sync.inbox;

import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;

/// The keys of what sync keeps in Redis.
final class RedisKeys {

    private RedisKeys() {}

    static String inbox(UserId user) {
        return "inbox:" + user.value();
    }

    static String cursor(DeviceId device) {
        return "cursor:" + device.value();
    }
}
