package io.hongyan.message;

import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Mentions as the JSON of the wire: an array of user ids, or `["all"]`.
final class MentionsJson {

    private static final String EVERYBODY = "[\"all\"]";

    private MentionsJson() {}

    /// No escaping is needed: ids are digits.
    static String write(Mentions mentions) {
        return mentions.everybody()
                ? EVERYBODY
                : mentions.users().stream().map(user -> "\"" + user + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    /// Reads what [#write] wrote; null is nobody.
    static Mentions read(@Nullable String json) {
        if (json == null) {
            return Mentions.NOBODY;
        }
        if (json.equals(EVERYBODY)) {
            return new Mentions(true, List.of());
        }
        return new Mentions(
                false,
                Stream.of(json.substring(2, json.length() - 2).split("\",\""))
                        .map(UserId::valueOf)
                        .toList());
    }
}
