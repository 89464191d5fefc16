package io.hongyan.sdk.model;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;

/// Entries of one conversation without a hole, in ascending `seq`. `firstSeq` is the lowest there is to see, `headSeq`
/// the highest.
public record EntryPage(@JsonAlias("entries") List<Entry> items, long firstSeq, long headSeq) {

    public EntryPage {
        items = List.copyOf(items);
    }
}
