package io.hongyan.feed.hint;

import io.hongyan.streams.id.UserId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Hears whose home timeline has something new, to tell their devices on all nodes.
public interface HintListener {

    /// `unread` is how many posts they haven't seen, null where that wasn't counted. It mustn't block.
    void news(Collection<UserId> users, @Nullable Integer unread);
}
