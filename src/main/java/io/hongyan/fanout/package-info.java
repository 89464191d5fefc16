/// How fan-out is configured; what it does is in [io.hongyan.streams.fanout].
@NullMarked
package io.hongyan.fanout;

import org.jspecify.annotations.NullMarked;
