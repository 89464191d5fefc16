package io.hongyan.streams.id;

/// Reads the decimal form that all ids share.
final class Ids {

    private static final int MAX_DIGITS = 19;

    private Ids() {}

    static long parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || text.charAt(0) == '0') {
            throw new IllegalArgumentException("not an id");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                throw new IllegalArgumentException("not an id");
            }
        }
        return Long.parseLong(text);
    }
}
