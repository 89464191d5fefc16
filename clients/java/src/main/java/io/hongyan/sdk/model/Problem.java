package io.hongyan.sdk.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why the server refuses something (RFC 9457). Decide by `code` and `retryable`, never by the texts.
public record Problem(
        @Nullable String type,
        @Nullable String title,
        int status,
        @Nullable String detail,
        String code,
        boolean retryable,
        @Nullable Long retryAfterMs,
        @Nullable List<FieldError> errors) {

    public Problem {
        errors = errors == null ? null : List.copyOf(errors);
    }

    /// One field of the request that isn't right, by JSON pointer.
    public record FieldError(String pointer, String detail) {}

    /// The problem in one line.
    public String sentence() {
        StringBuilder sentence = new StringBuilder(code);
        String said = detail == null ? title : detail;
        if (said != null) {
            sentence.append(": ").append(said);
        }
        if (errors != null) {
            errors.forEach(error ->
                    sentence.append("; ").append(error.pointer()).append(' ').append(error.detail()));
        }
        return sentence.toString();
    }
}
