/// Hints for those who are connected: there is something new in their home timeline.
///
/// In Redis, `feed-told:<user>` is there for as long as that person isn't told again.
@NullMarked
package io.hongyan.feed.hint;

import org.jspecify.annotations.NullMarked;
