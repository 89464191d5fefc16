package io.hongyan.testing;

import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;

/// Somebody with an account, a device, and a token that outlives the tests.
public record TestUser(UserId id, String name, DeviceId device, String token, RestClient rest) {}
