package io.hongyan.feed.post;

import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.PostId;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/// What is to be posted; a post that hands another one on may say nothing itself.
public record PostRequest(
        @CodePointLength(max = 8_000) @Nullable String text,
        @Nullable Visibility visibility,
        @Nullable PostId repostOf) {

    String words() {
        String words = text == null ? "" : text;
        if (words.isBlank() && repostOf == null) {
            throw HongyanException.invalid("/text", "must not be blank");
        }
        return words;
    }

    Visibility audience() {
        return visibility == null ? Visibility.EVERYONE : visibility;
    }
}
