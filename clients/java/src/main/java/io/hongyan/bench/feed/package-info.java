/// What posts cost, those who write them and those who read them.
@NullMarked
package io.hongyan.bench.feed;

import org.jspecify.annotations.NullMarked;
