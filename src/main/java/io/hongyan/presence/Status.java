package io.hongyan.presence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How a device says that its user is.
public enum Status {
    ONLINE,
    AWAY,
    BUSY,
    /// Shown to others as offline, on all devices, until one says otherwise.
    INVISIBLE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// As a device says it.
    @JsonValue
    public String wireName() {
        return wireName;
    }

    public static Optional<Status> find(String wireName) {
        return Stream.of(values())
                .filter(status -> status.wireName.equals(wireName))
                .findAny();
    }
}
