package io.hongyan.account.token;

import io.hongyan.streams.id.UserId;

/// What a device is given when it logs in or refreshes.
public record Session(UserId user, Device device, AccessToken access, String refreshToken) {

    @Override
    public String toString() {
        return "Session[of device " + device.id() + "]";
    }
}
