package io.hongyan.testing;

import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;

/// Somebody with an account, a device, and a token that outlives the tests.
public record TestUser(UserId id, String name, DeviceId device, String token, RestClient rest) {

    /// The same on the same device, at a server that has started since.
    public TestUser at(TestServer server) {
        return new TestUser(id, name, device, token, server.rest().withToken(token));
    }
}
