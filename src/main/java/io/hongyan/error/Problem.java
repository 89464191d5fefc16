package io.hongyan.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A problem answer of RFC 9457, the same object in HTTP (`application/problem+json`) and in an `error` frame.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.ALWAYS) boolean retryable,
        @Nullable Long retryAfterMs,
        List<FieldError> errors) {

    /// The media type of a problem answer.
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /// A problem with no more to say than its code and a detail.
    public static Problem of(ErrorCode code, String detail) {
        return of(code, detail, null, List.of());
    }

    static Problem of(ErrorCode code, String detail, @Nullable Duration retryAfter, List<FieldError> errors) {
        return new Problem(
                "urn:hongyan:problem:" + code.wireName(),
                code.title(),
                code.status(),
                detail,
                code.wireName(),
                code.retryable(),
                retryAfter == null ? null : retryAfter.toMillis(),
                errors);
    }

    /// One field of the request that isn't valid, by JSON pointer.
    public record FieldError(String pointer, String detail) {}
}
