/// The frames of the WebSocket protocol: what clients say, parsed strictly, and what the server says, as JSON.
@NullMarked
package io.hongyan.gateway.frame;

import org.jspecify.annotations.NullMarked;
