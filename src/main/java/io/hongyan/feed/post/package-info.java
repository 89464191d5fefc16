/// Posts: their making, what they say, and who sees them.
@NullMarked
package io.hongyan.feed.post;

import org.jspecify.annotations.NullMarked;
