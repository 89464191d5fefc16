package io.hongyan.sdk.session;

/// What the end of a socket means for this device.
enum CloseCode {
    /// No close at all, and every code after which a device connects again.
    NONE(1006),
    /// The token isn't good any more; another one may be.
    TOKEN(4401),
    /// The account is disabled, the subprotocol is gone, or the same device connected elsewhere: connecting again would
    /// come to the same end, or put an end to the other one.
    FINAL(4403);

    private static final int SUBPROTOCOL = 4406;
    private static final int REPLACED = 4409;

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static CloseCode of(int code) {
        if (code == TOKEN.code) {
            return TOKEN;
        }
        return code == FINAL.code || code == SUBPROTOCOL || code == REPLACED ? FINAL : NONE;
    }
}
