/// `bench fanout`: who pays for a message, the sender or the readers, and how much.
@NullMarked
package io.hongyan.bench.fanout;

import org.jspecify.annotations.NullMarked;
