package io.hongyan.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What an entry is about.
public enum EntryType {
    MESSAGE,
    RECALL,
    EDIT,
    REACTION,
    PIN,
    MEMBER,
    SETTINGS;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// The `type` on the wire, and in PostgreSQL.
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /// The type of that wire name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static EntryType valueOfWire(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
