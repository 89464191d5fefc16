package io.hongyan.gateway.frame;

import java.util.Locale;

/// Why the server says `bye`, and the code it closes with.
public enum Farewell {
    DRAIN(CloseCode.DRAINING),
    REPLACED(CloseCode.REPLACED),
    REVOKED(CloseCode.TOKEN),
    SLOW(CloseCode.TOO_SLOW_OR_TOO_MANY),
    LIMIT(CloseCode.TOO_SLOW_OR_TOO_MANY);

    private final CloseCode closeCode;

    Farewell(CloseCode closeCode) {
        this.closeCode = closeCode;
    }

    public CloseCode closeCode() {
        return closeCode;
    }

    /// The `code` on the wire.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
