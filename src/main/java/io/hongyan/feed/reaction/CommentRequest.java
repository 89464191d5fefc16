package io.hongyan.feed.reaction;

import io.hongyan.streams.id.CommentId;
import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/// What is to be said.
public record CommentRequest(
        @NotBlank @CodePointLength(max = 2_000) String text,
        @Nullable CommentId replyTo) {}
