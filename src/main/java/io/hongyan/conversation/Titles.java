package io.hongyan.conversation;

import io.hongyan.error.HongyanException;
import org.jspecify.annotations.Nullable;

/// What a group may be called.
public final class Titles {

    private static final int MAX_LENGTH = 128;

    private Titles() {}

    /// The title itself.
    ///
    /// @throws HongyanException `invalid` unless it has 1 to 128 code points, not all of them blank
    public static String require(@Nullable String title) {
        if (title == null || title.isBlank() || title.codePointCount(0, title.length()) > MAX_LENGTH) {
            throw HongyanException.invalid("/title", "must have 1 to " + MAX_LENGTH + " characters");
        }
        return title;
    }
}
