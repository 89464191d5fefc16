package io.hongyan.presence;

import io.hongyan.account.token.DeviceKind;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;

/// One device's connection to this node, told from an earlier one of the same device by its number.
record Connection(UserId user, DeviceId device, DeviceKind kind, long number) {

    /// In every connection's field in Redis, and in no other.
    static final String SEPARATOR = ":";

    /// Its field in Redis.
    String field() {
        return device.value() + SEPARATOR + number;
    }
}
