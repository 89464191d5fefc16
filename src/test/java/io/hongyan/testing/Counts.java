package io.hongyan.testing;

import com.fasterxml.jackson.databind.JsonNode;

/// What is unread of a conversation as it counts, or of several.
record Counts(long unread, long mentions) {

    static final Counts NONE = new Counts(0, 0);

    static Counts of(JsonNode counts) {
        return new Counts(
                counts.path("unread").asLong(), counts.path("mentions").asLong());
    }

    static Counts counted(JsonNode conversation) {
        return conversation.path("muted").asBoolean() ? NONE : of(conversation);
    }

    Counts plus(Counts other) {
        return new Counts(unread + other.unread, mentions + other.mentions);
    }

    Counts minus(Counts other) {
        return new Counts(unread - other.unread, mentions - other.mentions);
    }

    /// Whether this can be what a total has beside the conversations that are known, after `before`: the same, or less
    /// where `another` has become known. It is never below nothing.
    boolean mayFollow(Counts before, boolean another) {
        return unread >= 0
                && mentions >= 0
                && (another ? unread <= before.unread && mentions <= before.mentions : equals(before));
    }
}
