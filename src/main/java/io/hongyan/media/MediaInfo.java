package io.hongyan.media;

import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/// A medium as clients are told of it: `received` is how many bytes of an upload are there; `type`, and the size of a
/// picture, are known once it is complete. `size` is then what is kept of it, without what was stripped.
public record MediaInfo(
        MediaId id,
        UserId ownerId,
        MediaKind kind,
        String name,
        long size,
        long received,
        boolean complete,
        @Nullable String type,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Long durationMs,
        boolean thumbnail,
        Instant createdAt) {

    public static MediaInfo of(Media media) {
        return new MediaInfo(
                media.id(),
                media.owner(),
                media.kind(),
                media.name(),
                requireNonNullElse(media.size(), media.length()),
                media.received(),
                media.isComplete(),
                media.type(),
                media.width(),
                media.height(),
                media.durationMs(),
                media.thumbnailType() != null,
                media.createdAt());
    }
}
