package io.hongyan.feed.timeline;

import java.util.List;

/// Posts of some authors, the newest first.
interface Source {

    /// At most `limit` of those whose id is below `before`; fewer only where there are no more.
    List<Entry> below(long before, int limit);
}
