/// The feed: what people post, and the timelines of those who follow them.
///
/// PostgreSQL has the truth: posts, and with them which aren't in all timelines yet. A timeline in Redis is a copy of
/// what its owner's authors have posted, and says itself up to where it is one.
@NullMarked
package io.hongyan.feed;

import org.jspecify.annotations.NullMarked;
