/// Push: who is connected here and to which conversations they listen, and what waits to be written to each socket.
///
/// | type | holds |
/// |---|---|
/// | [io.hongyan.gateway.push.Subscriptions] | connected users, and of each of their conversations who listens |
/// | [io.hongyan.gateway.push.Outbox] | what one socket is still to be told, in bounded memory |
@NullMarked
package io.hongyan.gateway.push;

import org.jspecify.annotations.NullMarked;
