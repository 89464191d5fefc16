/// `bench peer`: the same work for another server, ejabberd, over XMPP on WebSocket (RFC 7395), in alternating legs.
@NullMarked
package io.hongyan.bench.peer;

import org.jspecify.annotations.NullMarked;
