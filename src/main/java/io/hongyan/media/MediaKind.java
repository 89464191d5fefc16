package io.hongyan.media;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a medium is for: the kind of the messages that may carry it.
public enum MediaKind {
    IMAGE(ImmutableSet.of("image/jpeg", "image/png", "image/gif", "image/webp"), ""),
    /// Browsers record sound into the containers of films.
    VOICE(
            ImmutableSet.of(
                    "video/webm",
                    "video/mp4",
                    "video/quicktime",
                    "video/3gpp",
                    "application/mp4",
                    "application/ogg",
                    "video/x-matroska",
                    "application/x-matroska"),
            "audio/"),
    VIDEO(ImmutableSet.of("application/mp4", "application/ogg", "application/x-matroska"), "video/"),
    FILE(ImmutableSet.of(), "");

    private final ImmutableSet<String> types;
    private final String family;

    MediaKind(ImmutableSet<String> types, String family) {
        this.types = types;
        this.family = family;
    }

    /// The kind of this name, if it is one.
    public static Optional<MediaKind> find(@Nullable String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst();
    }

    /// As in a message.
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether something of this type may be sent as it.
    public boolean takes(String type) {
        return this == FILE || types.contains(type) || (!family.isEmpty() && type.startsWith(family));
    }

    /// Whether it lasts, so that its sender says for how long.
    public boolean lasts() {
        return this == VOICE || this == VIDEO;
    }
}
