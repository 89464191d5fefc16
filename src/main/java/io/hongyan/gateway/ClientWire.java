package io.hongyan.gateway;

import io.hongyan.gateway.push.Wire;

/// The socket of one client.
interface ClientWire extends Wire {

    void ping();

    /// Ends the connection without a word.
    void disconnect();
}
