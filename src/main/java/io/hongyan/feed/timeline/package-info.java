/// Timelines: what somebody is shown, put together from what was written for them and what is read from authors.
///
/// In Redis, `feed:<user>` is a sorted set in which all have the score 0, so that it is ordered by text:
///
/// | member | meaning |
/// |---|---|
/// | `<post, 19 digits>:<author>` | a post |
/// | `~B:<token>` | the timeline is being made by whoever has the token; posts are added, and nobody reads it |
/// | `~T:<floor, 19 digits>:<run>:<print>` | all posts above the floor are there of those authors whose print it is, as
/// long as Redis is in that run |
///
/// The print is of the followed authors, of each following's number and of each author's generation: whoever follows
/// somebody else, or again, or somebody whose way has changed, has another one, and a new timeline is made.
@NullMarked
package io.hongyan.feed.timeline;

import org.jspecify.annotations.NullMarked;
