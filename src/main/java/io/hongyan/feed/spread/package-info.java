/// Posts on their way into the timelines of their authors' followers.
///
/// Each is a row of `feed_fanout` that says how far it has come, and is gone when it has arrived. A record of the topic
/// `posts` has somebody work on it; a row that nobody works on is announced again.
@NullMarked
package io.hongyan.feed.spread;

import org.jspecify.annotations.NullMarked;
