/// What it costs to know who is there.
@NullMarked
package io.hongyan.bench.presence;

import org.jspecify.annotations.NullMarked;
