package io.hongyan.media.content;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What was found out about a medium. `file` is what is to be kept of it; `digest` is that of its bytes.
public record Inspection(
        String type,
        Path file,
        long size,
        String digest,
        @Nullable Picture picture) {

    /// How large a picture is as it is shown, and its thumbnail.
    public record Picture(int width, int height, Thumbnail thumbnail) {}

    /// A small form of a picture.
    public record Thumbnail(String type, Path file, long size) {}
}
