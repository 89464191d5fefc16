package io.hongyan.feed.spread;

import io.hongyan.feed.post.Visibility;
import io.hongyan.streams.id.UserId;
import java.util.List;

/// Hears into whose timelines a post was written, if they have one. It mustn't block.
public interface SpreadListener {

    void written(UserId author, Visibility visibility, List<UserId> followers);
}
