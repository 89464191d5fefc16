package io.hongyan.media;

import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Something that is being uploaded, `received` of its `length` bytes so far; or that has been: then it has a
/// `size` and whatever follows from what it is.
public record Media(
        MediaId id,
        UserId owner,
        MediaKind kind,
        String name,
        long length,
        long received,
        @Nullable Long durationMs,
        @Nullable Long size,
        @Nullable String type,
        @Nullable String digest,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String thumbnailType,
        @Nullable Long thumbnailSize,
        Instant createdAt) {

    public boolean isComplete() {
        return size != null;
    }

    /// What can be read of it.
    public enum Variant {
        CONTENT(0),
        THUMBNAIL(1);

        private final byte number;

        Variant(int number) {
            this.number = (byte) number;
        }

        /// What stands for it in links.
        public byte number() {
            return number;
        }

        /// What a number stands for.
        public static Variant of(byte number) {
            return number == THUMBNAIL.number ? THUMBNAIL : CONTENT;
        }
    }

    /// Where its bytes are, which are `size` bytes of a `type`; `tag` is another for others.
    public record Part(String key, String type, long size, String tag) {}

    /// A part of what is complete.
    ///
    /// @throws HongyanException `notFound` if it has no such part
    public Part part(Variant variant) {
        String tag = requireNonNull(digest, "digest is null").substring(0, 32);
        return switch (variant) {
            case CONTENT ->
                new Part(
                        key("media", id),
                        requireNonNull(type, "type is null"),
                        requireNonNull(size, "size is null"),
                        tag);
            case THUMBNAIL -> {
                if (thumbnailType == null || thumbnailSize == null) {
                    throw HongyanException.notFound("There is no thumbnail of this.");
                }
                yield new Part(key("thumbnails", id), thumbnailType, thumbnailSize, "t" + tag);
            }
        };
    }

    /// Where complete media, or their thumbnails, are kept. They are spread over a hundred folders.
    public static String key(String folder, MediaId id) {
        return folder + "/" + (id.value() >>> 12) % 100 + "/" + id;
    }
}
