package io.hongyan.importing;

import java.util.Arrays;
import java.util.Locale;

/// What is brought in, in this order: later ones name earlier ones.
enum Kind {
    USERS,
    CONTACTS,
    GROUPS;

    /// Its name in a JSON file.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether one has this name in a JSON file.
    static boolean has(String key) {
        return Arrays.stream(values()).anyMatch(kind -> kind.key().equals(key));
    }
}
