package io.hongyan.feed.timeline;

import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;

/// A post in a timeline: whose, and which.
public record Entry(PostId post, UserId author) implements Comparable<Entry> {

    private static final int DIGITS = 19;

    /// Greater ids are later in the order of texts too.
    static String padded(long id) {
        String digits = Long.toString(id);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    static Entry parse(String member) {
        return new Entry(
                new PostId(Long.parseLong(member, 0, DIGITS, 10)),
                new UserId(Long.parseLong(member, DIGITS + 1, member.length(), 10)));
    }

    String member() {
        return padded(post.value()) + ":" + author;
    }

    /// The newest first.
    @Override
    public int compareTo(Entry other) {
        return Long.compare(other.post.value(), post.value());
    }
}
