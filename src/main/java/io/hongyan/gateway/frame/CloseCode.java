package io.hongyan.gateway.frame;

/// Why a socket is closed, as its client sees it.
public enum CloseCode {
    /// The client was silent for too long, or the server goes away at once.
    GOING_AWAY(1001, "going away"),
    /// A binary frame.
    BINARY(1003, "text frames only"),
    TOO_BIG(1009, "the frame is too big"),
    FAILED(1011, "the server failed"),
    OVERLOAD(1013, "try again later"),
    MALFORMED(4400, "not a JSON object"),
    TOKEN(4401, "the token is not good any more"),
    DISABLED(4403, "the account is disabled"),
    SUBPROTOCOL(4406, "the subprotocol is hongyan.v1"),
    NO_HELLO(4408, "the first frame is hello"),
    REPLACED(4409, "the same device connected again"),
    TOO_SLOW_OR_TOO_MANY(4429, "too slow or too many"),
    DRAINING(4503, "the server is going down");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    /// A few words for whoever debugs a client.
    public String reason() {
        return reason;
    }
}
