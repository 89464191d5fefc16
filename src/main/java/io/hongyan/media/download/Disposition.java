package io.hongyan.media.download;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Whether something is shown in place or saved, and under which name: the `Content-Disposition` of RFC 6266.
final class Disposition {

    /// What may stand in a name as it is.
    private static final String PLAIN = "!#$&+-.^_`|~";

    private Disposition() {}

    /// Old clients see a name in which whatever isn't a letter or digit of ASCII is a low line.
    static String of(boolean shown, String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : name.getBytes(UTF_8)) {
            if (isPlain((char) (one & 0xff))) {
                encoded.append((char) one);
            } else {
                encoded.append(String.format("%%%02X", one & 0xff));
            }
        }
        String simple = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return (shown ? "inline" : "attachment") + "; filename=\"" + simple + "\"; filename*=UTF-8''" + encoded;
    }

    private static boolean isPlain(char one) {
        return (one >= 'a' && one <= 'z')
                || (one >= 'A' && one <= 'Z')
                || (one >= '0' && one <= '9')
                || PLAIN.indexOf(one) >= 0;
    }
}
