package io.hongyan.web;

import java.util.Map;
import java.util.UUID;

/// A file of the web app. `path` is that of its address, `tag` changes with its content.
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole, only by its tag.
record WebFile(String path, byte[] content, String type, String tag) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml",
            "webmanifest", "application/manifest+json",
            "txt", "text/plain;charset=utf-8",
            "woff2", "font/woff2");

    static WebFile of(String path, byte[] content) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        String type = TYPES.getOrDefault(extension, "application/octet-stream");
        return new WebFile(
                path, content, type, '"' + UUID.nameUUIDFromBytes(content).toString() + '"');
    }

    /// Whether its name has a hash of its content, so that it never changes.
    boolean isForEver() {
        return path.startsWith("/assets/");
    }
}
