package io.hongyan.media.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Containers of films and recordings, of which Tika knows some by their names only; browsers play them by their types.
final class Containers {

    /// In this many bytes a file says what it is.
    static final int HEAD = 64;

    private static final String BRAND = "ftyp";
    private static final String QUICKTIME = "qt  ";

    /// Matroska's element for what it is used as, its length, and the two uses that there are.
    private static final Pattern USE = Pattern.compile("B\\x82[^a-z]{1,8}(webm|matroska)");

    private Containers() {}

    /// The type of what Tika says is of `type` and begins with `head`.
    static String type(String type, byte[] head) {
        String start = new String(head, ISO_8859_1);
        return switch (type) {
            case "video/quicktime" ->
                start.startsWith(BRAND, 4) && !start.startsWith(QUICKTIME, 8) ? "video/mp4" : type;
            case "application/x-matroska" -> matroska(type, start);
            default -> type;
        };
    }

    private static String matroska(String type, String start) {
        Matcher use = USE.matcher(start);
        if (!use.find()) {
            return type;
        }
        return "webm".equals(use.group(1)) ? "video/webm" : "video/x-matroska";
    }
}
