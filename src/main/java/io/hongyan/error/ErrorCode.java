package io.hongyan.error;

/// What went wrong, as clients see it: a name that never changes, its HTTP status, and whether the same request
/// may succeed later.
///
/// The names are those of the protocol; a client decides by them and never by the text beside them.
public enum ErrorCode {
    INVALID("invalid", 422, "The request is not valid"),
    MALFORMED("invalid", 400, "The request can't be read"),
    UNAUTHENTICATED("unauthenticated", 401, "Log in first"),
    FORBIDDEN("forbidden", 403, "Your role doesn't allow this"),
    NOT_FOUND("notFound", 404, "There is nothing here for you"),
    NOT_MEMBER("notMember", 403, "You are not a member any more"),
    METHOD_NOT_ALLOWED("methodNotAllowed", 405, "This address doesn't take that method"),
    NOT_ALLOWED("notAllowed", 403, "You may not write to this person"),
    CONFLICT("conflict", 409, "This contradicts what is there"),
    CLIENT_ID_CONFLICT("clientIdConflict", 409, "This clientId was used for another content"),
    TOO_LARGE("tooLarge", 413, "The request is too large"),
    NO_SUCH_RANGE("invalid", 416, "There is no such range"),
    UNSUPPORTED_MEDIA("unsupportedMedia", 415, "This content type is not taken"),
    GONE("gone", 410, "This is over"),
    RATE_LIMITED("rateLimited", 429, "Too many requests", Retry.RETRYABLE),
    INTERNAL("internal", 500, "The server failed"),
    UNAVAILABLE("unavailable", 503, "Not possible at the moment", Retry.RETRYABLE),
    TIMEOUT("timeout", 504, "Not answered in time", Retry.RETRYABLE);

    private enum Retry {
        FINAL,
        RETRYABLE
    }

    private final String wireName;
    private final int status;
    private final String title;
    private final Retry retry;

    ErrorCode(String wireName, int status, String title) {
        this(wireName, status, title, Retry.FINAL);
    }

    ErrorCode(String wireName, int status, String title, Retry retry) {
        this.wireName = wireName;
        this.status = status;
        this.title = title;
        this.retry = retry;
    }

    /// The `code` on the wire.
    public String wireName() {
        return wireName;
    }

    /// The HTTP status, also carried in the `error` frame.
    public int status() {
        return status;
    }

    /// One short sentence, the same for every occurrence.
    public String title() {
        return title;
    }

    /// Whether the same request may succeed when sent again later.
    public boolean retryable() {
        return retry == Retry.RETRYABLE;
    }
}
