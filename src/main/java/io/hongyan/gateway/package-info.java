/// The WebSocket door: sockets, who is behind them, what they ask, and what is pushed to them.
///
/// | type | is |
/// |---|---|
/// | [io.hongyan.gateway.SocketEndpoint] | what Jetty sees: the handshake at `/v1/ws` |
/// | [io.hongyan.gateway.JettySocket] | one socket as Jetty has it: text in, bytes out |
/// | [io.hongyan.gateway.Client] | the same as the protocol has it: from `hello` to `bye` |
/// | [io.hongyan.gateway.Requests] | what clients ask, by frame |
/// | [io.hongyan.gateway.Gateway] | all sockets of this node: time passing, revoked and replaced devices, draining |
@NullMarked
package io.hongyan.gateway;

import org.jspecify.annotations.NullMarked;
