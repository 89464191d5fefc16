/// The identifiers that the log and the server share: 64-bit numbers inside, opaque strings on the wire.
@NullMarked
package io.hongyan.streams.id;

import org.jspecify.annotations.NullMarked;
