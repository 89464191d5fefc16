package io.hongyan.streams.feed;

import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;

/// A post is there that has to be written into the timelines of its author's followers.
public record PostPublished(PostId post, UserId author) {}
