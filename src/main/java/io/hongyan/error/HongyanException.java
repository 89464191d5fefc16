package io.hongyan.error;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// A request that can't be answered as asked; the border (HTTP or socket) turns it into a [Problem].
///
/// The message is the problem's `detail`: it is written for the caller and names nothing of the inside. It
/// carries no stack trace unless it has a cause, because a client's mistake is not an event of the program.
public final class HongyanException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final @Nullable Duration retryAfter;
    private final transient List<Problem.FieldError> errors;

    public HongyanException(ErrorCode code, String detail) {
        this(code, detail, null, List.of(), null);
    }

    private HongyanException(
            ErrorCode code,
            String detail,
            @Nullable Duration retryAfter,
            List<Problem.FieldError> errors,
            @Nullable Throwable cause) {
        super(requireNonNull(detail, "detail is null"), cause, false, cause != null);
        this.code = requireNonNull(code, "code is null");
        this.retryAfter = retryAfter;
        this.errors = List.copyOf(errors);
    }

    /// A field of the request that isn't valid; `pointer` is its JSON pointer, such as `/body/text`.
    public static HongyanException invalid(String pointer, String detail) {
        return invalid(List.of(new Problem.FieldError(pointer, detail)));
    }

    /// Several fields at once; at least one.
    public static HongyanException invalid(List<Problem.FieldError> errors) {
        Problem.FieldError first = errors.getFirst();
        return new HongyanException(
                ErrorCode.INVALID, (first.pointer() + " " + first.detail()).strip(), null, errors, null);
    }

    /// Nothing here that this caller may see, whether it exists or not.
    public static HongyanException notFound(String detail) {
        return new HongyanException(ErrorCode.NOT_FOUND, detail);
    }

    /// An engine can't be reached; the caller may try again after `retryAfter`.
    public static HongyanException unavailable(String detail, Duration retryAfter, @Nullable Throwable cause) {
        return new HongyanException(ErrorCode.UNAVAILABLE, detail, retryAfter, List.of(), cause);
    }

    /// The caller is too fast; the next try may succeed after `retryAfter`.
    public static HongyanException rateLimited(String detail, Duration retryAfter) {
        return new HongyanException(ErrorCode.RATE_LIMITED, detail, retryAfter, List.of(), null);
    }

    public ErrorCode code() {
        return code;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /// The problem answer for this exception.
    public Problem problem() {
        return Problem.of(code, requireNonNull(getMessage()), retryAfter, errors);
    }
}
