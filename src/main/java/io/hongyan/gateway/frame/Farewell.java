package io.hongyan.gateway.frame;

/// Why the server says `bye`, and the code it closes with.
public enum Farewell {
    DRAIN("drain", CloseCode.DRAINING),
    REPLACED("replaced", CloseCode.REPLACED),
    REVOKED("revoked", CloseCode.TOKEN),
    /// Every token of the account is revoked; the close code tells why.
    DISABLED("revoked", CloseCode.DISABLED),
    SLOW("slow", CloseCode.TOO_SLOW_OR_TOO_MANY),
    LIMIT("limit", CloseCode.TOO_SLOW_OR_TOO_MANY);

    private final String wireName;
    private final CloseCode closeCode;

    Farewell(String wireName, CloseCode closeCode) {
        this.wireName = wireName;
        this.closeCode = closeCode;
    }

    public CloseCode closeCode() {
        return closeCode;
    }

    /// The `code` on the wire.
    public String wireName() {
        return wireName;
    }
}
