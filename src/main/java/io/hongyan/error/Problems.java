package io.hongyan.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.base.Throwables;
import java.time.Duration;

/// Turns whatever went wrong into the [Problem] that the caller is shown, over HTTP and sockets alike.
///
/// Nothing of the inside gets into it: what isn't known to be the caller's mistake or a lost engine is `internal`,
/// and the details are for the log.
public final class Problems {

    private static final Duration ENGINE_BACK = Duration.ofSeconds(2);

    private Problems() {}

    /// The problem that `failure` is to its caller.
    ///
    /// A [JsonProcessingException] counts as the caller's JSON, so wrap one that isn't.
    public static Problem of(Throwable failure) {
        for (Throwable cause : Throwables.getCausalChain(failure)) {
            if (cause instanceof HongyanException known) {
                return known.problem();
            }
        }
        if (failure instanceof JsonProcessingException unreadable) {
            return JsonProblems.of(unreadable);
        }
        if (LostDatabase.isCauseOf(failure)) {
            return HongyanException.unavailable("The database can't be reached.", ENGINE_BACK, null)
                    .problem();
        }
        return Problem.of(ErrorCode.INTERNAL, "The server failed; its log says why.");
    }

    /// The code that says on our wire what `status` says in HTTP; a status we don't use gets the nearest one.
    static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 409 -> ErrorCode.CONFLICT;
            case 410 -> ErrorCode.GONE;
            case 413, 414, 431 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA;
            case 416 -> ErrorCode.NO_SUCH_RANGE;
            case 422 -> ErrorCode.INVALID;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 503 -> ErrorCode.UNAVAILABLE;
            case 504 -> ErrorCode.TIMEOUT;
            default -> status < 500 ? ErrorCode.MALFORMED : ErrorCode.INTERNAL;
        };
    }
}
